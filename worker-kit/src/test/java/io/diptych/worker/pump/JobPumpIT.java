package io.diptych.worker.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.ProviderHealth;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.FakeProvider;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Pictures;
import io.diptych.worker.testing.Running;
import io.diptych.worker.testing.Settings;
import io.diptych.worker.testing.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class JobPumpIT {
    private static final String MODEL = "gpt-image-2";
    private static final WorkerProperties SETTINGS =
            Settings.of(MODEL, 8, Duration.ofSeconds(30), Duration.ofSeconds(5));

    private final FakeAssets assets = new FakeAssets();
    private Stack stack;

    @BeforeEach
    void begin(TestInfo test) {
        stack = new Stack(test.getTestMethod().orElseThrow().getName(), MODEL);
    }

    @AfterEach
    void end() {
        stack.close();
    }

    @Test
    void buysEveryJobOnceWhilePumpsJoinAndLeave() {
        // Given
        List<GenerationJob> jobs = Jobs.jobs(240, MODEL);
        FakeProvider provider = new FakeProvider(call -> {
            TimeUnit.MILLISECONDS.sleep(60);
            return Pictures.rendered(call.attemptId());
        });
        stack.publish(stack.topics().jobs(MODEL), jobs);

        // When
        try (Running _ = pump("w-1", SETTINGS, provider)) {
            await().atMost(Duration.ofMinutes(3)).until(() -> provider.calls().size() > 20);
            Running second = pump("w-2", SETTINGS, provider);
            Running third = pump("w-3", SETTINGS, provider);
            await().atMost(Duration.ofMinutes(3)).until(() -> provider.calls().size() > 150);
            second.stop();
            awaitResults(jobs.size());
            third.stop();
        }

        // Then
        assertThat(provider.bought()).doesNotHaveDuplicates().hasSize(jobs.size());
        assertThat(results())
                .extracting(GenerationResult::getAttemptId)
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(GenerationJob::getAttemptId).toList());
        assertThat(results()).extracting(GenerationResult::getBilling).containsOnly(Billing.BILLED);
        assertThat(statuses(jobs.getFirst().getAttemptId()))
                .containsExactly(AttemptStatus.CLAIMED, AttemptStatus.BILLED);
    }

    @Test
    void saysWhatWasDrawnAndWhatItCost() {
        // Given
        GenerationJob job = Jobs.job("r1", MODEL);
        stack.publish(stack.topics().jobs(MODEL), List.of(job));

        // When
        try (Running _ = pump("w-1", SETTINGS, FakeProvider.drawing())) {
            awaitResults(1);
        }

        // Then
        GenerationResult result = results().getFirst();
        assertThat(result.getJob()).isEqualTo(job);
        assertThat(result.getImage().getWidth()).isEqualTo(8);
        assertThat(result.getImage().getHeight()).isEqualTo(6);
        assertThat(result.getImage().getMediaType()).isEqualTo("image/png");
        assertThat(assets.read(result.getImage())).isEqualTo(Pictures.picture(job.getAttemptId(), "png"));
        assertThat(result.getUsage().getImageOut()).isEqualTo(1756L);
        assertThat(result.getUsage().getTextInCached()).isNull();
        assertThat(result.getProviderRequestId()).isEqualTo("call-" + job.getAttemptId());
        assertThat(result.getCalls()).isEqualTo(1);
        assertThat(result.getWorkerId()).isEqualTo("w-1");
        assertThat(assets.receiptNames()).containsExactly(job.getAttemptId());
    }

    @Test
    void deadLettersWhatItCannotReadAndGoesOn() {
        // Given
        String topic = stack.topics().jobs(MODEL).name();
        GenerationJob stranger = Jobs.job("r-wrong-key", MODEL);
        byte[] value = stack.codec().encode(stack.topics().jobs(MODEL), stranger);
        stack.publish(new ProducerRecord<>(topic, 0, bytes("k"), bytes("no avro at all")));
        stack.publish(new ProducerRecord<>(topic, 0, bytes("another"), value));
        stack.publish(stack.topics().jobs(MODEL), Jobs.jobs(6, MODEL));

        // When
        FakeProvider provider = FakeProvider.drawing();
        try (Running _ = pump("w-1", SETTINGS, provider)) {
            awaitResults(6);
            await().atMost(Duration.ofMinutes(3)).until(() -> deadLetters().size(), size -> size == 2);
        }

        // Then
        assertThat(provider.bought()).hasSize(6);
        assertThat(deadLetters())
                .extracting(record -> header(record, DeadLetters.REASON))
                .anySatisfy(reason -> assertThat(reason).contains("must be Avro in Confluent's wire format"))
                .anySatisfy(
                        reason -> assertThat(reason).isEqualTo("key is 'another', must be the jobId 'r-wrong-key#0'"));
        assertThat(deadLetters())
                .extracting(record -> header(record, DeadLetters.SERVICE))
                .containsOnly(stack.prefix() + "worker." + MODEL);
    }

    @Test
    void losesNothingWhenItStops() {
        // Given
        List<GenerationJob> jobs = Jobs.jobs(20, MODEL);
        CountDownLatch go = new CountDownLatch(1);
        FakeProvider first = FakeProvider.drawingAfter(go);
        FakeProvider second = FakeProvider.drawing();
        stack.publish(stack.topics().jobs(MODEL), jobs);
        Running leaving = pump("w-1", SETTINGS, first);
        await().atMost(Duration.ofMinutes(3)).until(() -> first.calls().size() == 8);

        // When
        Thread stopping = Thread.startVirtualThread(leaving::stop);
        try (Running _ = pump("w-2", SETTINGS, second)) {
            await().atMost(Duration.ofMinutes(3)).until(() -> results().size() == 12);
            go.countDown();
            awaitResults(20);
            await().until(() -> !stopping.isAlive());
        }

        // Then
        assertThat(first.bought()).hasSize(8).doesNotContainAnyElementsOf(second.bought());
        assertThat(results())
                .hasSize(20)
                .extracting(GenerationResult::getBilling)
                .containsOnly(Billing.BILLED);
    }

    @Test
    void settlesCallsThatItCutsOffAsUnknown() {
        // Given
        FakeProvider provider = FakeProvider.drawingAfter(new CountDownLatch(1));
        stack.publish(stack.topics().jobs(MODEL), Jobs.jobs(3, MODEL));
        Running pump = pump(
                "w-1",
                Settings.of(MODEL, 8, Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofMillis(200)),
                provider);
        await().atMost(Duration.ofMinutes(3)).until(() -> provider.calls().size() == 3);

        // When
        pump.stop();

        // Then
        assertThat(results()).hasSize(3).allSatisfy(result -> {
            assertThat(result.getBilling()).isEqualTo(Billing.UNKNOWN);
            // Not CANCELLED: that would end the job, and its caller wants it still.
            assertThat(result.getFailure().getCode()).isEqualTo(FailureCode.UNAVAILABLE);
        });
    }

    @Test
    void reportsAModelWithoutAKeyAndEndsItsJobsUnbilled() {
        // Given
        FakeProvider provider =
                new FakeProvider(_ -> Failed.unbilled(FailureCode.NOT_CONFIGURED, "no key")).unconfigured();
        stack.publish(stack.topics().jobs(MODEL), Jobs.jobs(2, MODEL));

        // When
        try (Running _ = pump("w-1", SETTINGS, provider)) {
            awaitResults(2);
        }

        // Then
        assertThat(stack.read(stack.topics().health()))
                .last()
                .returns(false, ProviderHealth::getConfigured)
                .returns(MODEL, ProviderHealth::getModel);
        assertThat(results()).allSatisfy(result -> {
            assertThat(result.getBilling()).isEqualTo(Billing.NOT_BILLED);
            assertThat(result.getFailure().getCode()).isEqualTo(FailureCode.NOT_CONFIGURED);
        });
    }

    private Running pump(String workerId, WorkerProperties settings, ImageProvider provider) {
        JobPump pump = new JobPump(
                new WorkerIdentity(stack.prefix(), MODEL, workerId), settings, stack.parts(assets), provider);
        stack.provision(pump);
        return new Running(pump);
    }

    private void awaitResults(int count) {
        await().atMost(Duration.ofMinutes(3)).until(() -> results().size(), size -> size >= count);
    }

    private List<GenerationResult> results() {
        return stack.read(stack.topics().results());
    }

    private List<AttemptStatus> statuses(String attemptId) {
        return stack.read(stack.topics().attempts(MODEL)).stream()
                .filter(record -> record.getAttemptId().equals(attemptId))
                .map(AttemptRecord::getStatus)
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return stack.readRaw(stack.topics().jobs(MODEL).deadLetters());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
