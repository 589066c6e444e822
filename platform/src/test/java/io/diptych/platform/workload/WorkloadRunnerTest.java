package io.diptych.platform.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.platform.workload.WorkloadState.Failed;
import io.diptych.platform.workload.WorkloadState.Running;
import io.diptych.platform.workload.WorkloadState.Stopped;
import io.diptych.platform.workload.WorkloadState.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkloadRunnerTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AtomicReference<@Nullable String> missing = new AtomicReference<>();
    private final AtomicInteger starts = new AtomicInteger();
    private @Nullable WorkloadRunner runner;

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.stop();
        }
    }

    @Test
    void waitsForWhatIsMissingAndSaysWhat() {
        missing.set("broker 127.0.0.1:1 does not answer");

        WorkloadRunner waiting = run(GRACE, StopSignal::await);

        await().untilAsserted(() ->
                assertThat(waiting.states()).containsEntry("work", new Waiting("broker 127.0.0.1:1 does not answer")));
        assertThat(starts).hasValue(0);

        missing.set(null);
        await().untilAsserted(() -> assertThat(waiting.states().get("work")).isInstanceOf(Running.class));
    }

    @Test
    void startsAnewWhatThrows() {
        WorkloadRunner failing = run(GRACE, stop -> {
            if (starts.get() < 3) {
                throw new IllegalStateException("no luck in start " + starts.get());
            }
            stop.await();
        });

        await().untilAsserted(
                        () -> assertThat(failing.states()).containsEntry("work", new Failed("no luck in start 1")));
        await().untilAsserted(() -> assertThat(failing.states().get("work")).isInstanceOf(Running.class));
        assertThat(starts).hasValue(3);
    }

    @Test
    void startsAnewWhatDiesOfAnError() {
        WorkloadRunner failing = run(GRACE, stop -> {
            if (starts.get() == 1) {
                throw new NoClassDefFoundError("io/diptych/Gone");
            }
            stop.await();
        });

        await().untilAsserted(() -> assertThat(starts).hasValue(2));
        await().untilAsserted(() -> assertThat(failing.states().get("work")).isInstanceOf(Running.class));
    }

    @Test
    void startsAnewWhatReturnsUnasked() {
        run(GRACE, stop -> stop.await(Duration.ofMillis(1)));

        await().untilAsserted(() -> assertThat(starts).hasValueGreaterThan(1));
    }

    @Test
    void waitsUntilTheWorkHasEndedWhenItStops() {
        AtomicBoolean settled = new AtomicBoolean();
        WorkloadRunner stopping = run(GRACE, stop -> {
            stop.await();
            settled.set(true);
        });
        await().untilAsserted(() -> assertThat(starts).hasValue(1));

        stopping.stop();

        assertThat(settled).isTrue();
        assertThat(stopping.isRunning()).isFalse();
        assertThat(stopping.states()).containsEntry("work", new Stopped());
    }

    @Test
    void interruptsWorkThatOutlastsTheGrace() {
        CountDownLatch interrupted = new CountDownLatch(1);
        WorkloadRunner stopping = run(Duration.ofMillis(50), _ -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        await().untilAsserted(() -> assertThat(starts).hasValue(1));

        stopping.stop();

        await().untilAsserted(() -> assertThat(interrupted.getCount()).isZero());
        await().untilAsserted(() -> assertThat(stopping.states()).containsEntry("work", new Stopped()));
    }

    @Test
    void mayBeStartedAgainAfterAStop() {
        WorkloadRunner restarted = run(GRACE, StopSignal::await);
        await().untilAsserted(() -> assertThat(starts).hasValue(1));
        restarted.stop();

        restarted.start();

        await().untilAsserted(() -> assertThat(starts).hasValue(2));
        assertThat(restarted.isRunning()).isTrue();
    }

    private WorkloadRunner run(Duration grace, Body body) {
        Prerequisites prerequisites = _ -> {
            String what = missing.get();
            if (what != null) {
                throw new MissingPrerequisiteException(what);
            }
        };
        InstantSource clock = InstantSource.system();
        WorkloadRunner started = new WorkloadRunner(List.of(new Work(body)), prerequisites, clock, grace);
        runner = started;
        started.start();
        return started;
    }

    private interface Body {
        void run(StopSignal stop) throws Exception;
    }

    private final class Work implements Workload {
        private final Body body;

        Work(Body body) {
            this.body = body;
        }

        @Override
        public String name() {
            return "work";
        }

        @Override
        public void run(StopSignal stop) throws Exception {
            starts.incrementAndGet();
            body.run(stop);
        }
    }
}
