package io.diptych.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.standalone.demo.DemoListener;
import io.diptych.standalone.demo.DemoReport;
import io.diptych.standalone.demo.DemoRun;
import io.diptych.standalone.demo.FaultScript;
import io.diptych.standalone.demo.Plan;
import io.diptych.standalone.demo.Sku;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Services are processes of their own: each is killed in the middle of a run and started again.
class KilledServicesIT {
    private static final List<ServiceKind> VICTIMS = List.of(
            ServiceKind.QA, ServiceKind.OPENAI_WORKER, ServiceKind.GEMINI_WORKER, ServiceKind.ROUTER, ServiceKind.COST);

    /// The standard plan without calls that hang: a test has no time for their deadline.
    private static final FaultScript FAULTS = new FaultScript("""
            [{"mode": "rate_limit", "rate": 0.06, "times": 5}, {"mode": "server_error", "rate": 0.05, "times": 5},
             {"model": "gpt-image-2", "mode": "cut", "rate": 0.2, "times": 3}, {"mode": "refusal", "rate": 0.02}]
            """);

    @Test
    void everyJobEndsExactlyOnceAlthoughEachServiceIsKilled() throws Exception {
        // Given
        StackOptions options = new StackOptions(Optional.empty(), false, true, "seed-000", 10, Optional.empty());
        try (Stack stack = Stack.start(options, ExternalParts.from(Map.of()), (part, took) -> {})) {
            Underway underway = new Underway();
            DemoRun run = new DemoRun(stack.addresses(), Plan.named("dual"), Sku.first(6), "killed", true);

            FAULTS.arm(Objects.requireNonNull(stack.addresses().simulator()));

            // When
            CompletableFuture<DemoReport> running =
                    CompletableFuture.supplyAsync(() -> report(run, underway, stack), Thread::startVirtualThread);
            underway.await();
            VICTIMS.forEach(stack::kill);
            VICTIMS.forEach(stack::restart);
            DemoReport report = running.get(4, TimeUnit.MINUTES);

            // Then
            assertThat(report.outcomes()).isEqualTo(report.jobs());
            assertThat(report.delivered() + report.failed()).isEqualTo(report.jobs());
            assertThat(report.invoiceUsd()).isNotNull();
            assertThat(report.heldUsd())
                    .as("the invoice settles what nobody knew")
                    .isEqualByComparingTo("0");
            assertThat(report.differenceUsd()).isEqualByComparingTo("0");
            assertThat(report.unexplainedUsd()).isEqualByComparingTo("0");
            assertThat(report.paidTwiceFor()).hasSize(report.paidTwice());
        }
    }

    private static DemoReport report(DemoRun run, Underway underway, Stack stack) {
        try {
            return run.run(underway, 0, stack::residentBytes, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits until some jobs have ended and others have not.
    private static final class Underway implements DemoListener {
        private final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public void requested(int jobs) {}

        @Override
        public void progress(Progress progress) {
            if (progress.ended() > 0) {
                begun.countDown();
            }
        }

        void await() throws InterruptedException {
            assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }
}
