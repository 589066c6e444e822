package io.diptych.worker.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.Cancellation;
import io.diptych.events.CircuitState;
import io.diptych.events.Constraints;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.PreviewFrame;
import io.diptych.events.ProviderHealth;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class PumpPromisesIT {
    private static final String MODEL = "gpt-image-2";

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
    void buysNothingOfWhatWasCancelledOrCameTooLate() {
        // Given
        GenerationJob cancelled = Jobs.job("cancelled", MODEL);
        GenerationJob late = with(
                Jobs.job("late", MODEL),
                request -> request.setConstraints(Constraints.newBuilder()
                        .setDeadline(Instant.now().minusSeconds(1))
                        .build()));
        GenerationJob wanted = Jobs.job("wanted", MODEL);
        stack.publish(
                stack.topics().cancellations(),
                List.of(cancellation("cancelled", "acme"), cancellation("wanted", "another tenant")));
        stack.publish(stack.topics().jobs(MODEL), List.of(cancelled, late, wanted));
        FakeProvider provider = FakeProvider.drawing();

        // When
        try (Running _ = pump("w-1", 8, provider)) {
            awaitResults(3);
        }

        // Then
        assertThat(provider.bought()).containsExactly(wanted.getAttemptId());
        assertThat(result(cancelled)).satisfies(result -> isUnbought(result, FailureCode.CANCELLED));
        assertThat(result(late)).satisfies(result -> isUnbought(result, FailureCode.EXPIRED));
        assertThat(result(wanted).getBilling()).isEqualTo(Billing.BILLED);
    }

    @Test
    void interruptsTheCallOfAJobThatIsCancelledAndSettlesAWaitingOneAtOnce() {
        // Given
        FakeProvider provider = FakeProvider.drawingAfter(new CountDownLatch(1));
        GenerationJob running = Jobs.job("running", MODEL);
        GenerationJob waiting = Jobs.job("waiting", MODEL);
        stack.publish(stack.topics().jobs(MODEL), List.of(running));

        // When
        try (Running _ = pump("w-1", 1, provider)) {
            await().atMost(Duration.ofMinutes(3)).until(() -> provider.calls().size() == 1);
            stack.publish(stack.topics().cancellations(), List.of(cancellation("waiting", "acme")));
            stack.publish(stack.topics().jobs(MODEL), List.of(waiting));
            awaitResults(1);
            assertThat(result(waiting)).satisfies(result -> isUnbought(result, FailureCode.CANCELLED));
            stack.publish(stack.topics().cancellations(), List.of(cancellation("running", "acme")));
            awaitResults(2);
        }

        // Then
        assertThat(provider.calls()).hasSize(1);
        assertThat(result(running).getBilling()).isEqualTo(Billing.UNKNOWN);
        assertThat(result(running).getFailure().getCode()).isEqualTo(FailureCode.CANCELLED);
    }

    @Test
    void handsReferencesToTheCallAndRefusesBadOnesUnbought() {
        // Given
        AssetRef stored = assets.put(Pictures.picture("cup", "png"), "image/png", 8, 6);
        AssetRef outside = AssetRef.newBuilder(stored)
                .setUri("http://169.254.169.254/latest")
                .build();
        GenerationJob good = referring("good", stored);
        GenerationJob bad = referring("bad", outside);
        stack.publish(stack.topics().jobs(MODEL), List.of(good, bad));
        FakeProvider provider = FakeProvider.drawing();

        // When
        try (Running _ = pump("w-1", 8, provider)) {
            awaitResults(2);
        }

        // Then
        assertThat(provider.calls()).singleElement().satisfies(call -> {
            assertThat(call.attemptId()).isEqualTo(good.getAttemptId());
            assertThat(call.images())
                    .singleElement()
                    .satisfies(image -> assertThat(image.bytes()).isEqualTo(Pictures.picture("cup", "png")));
        });
        assertThat(result(bad)).satisfies(result -> {
            isUnbought(result, FailureCode.INVALID_REQUEST);
            assertThat(result.getFailure().getField()).isEqualTo("references[0].asset.uri");
            assertThat(result.getFailure().getMessage()).contains("169.254.169.254");
        });
    }

    @Test
    void publishesPreviewsInOrder() {
        // Given
        FakeProvider provider = new FakeProvider(call -> {
            call.previews().frame(0, Pictures.picture("first", "png"), "image/png");
            call.previews().frame(1, Pictures.picture("second", "png"), "image/png");
            call.previews().frame(0, Pictures.picture("late", "png"), "image/png");
            call.previews().frame(2, new byte[] {1, 2, 3}, "image/png");
            return Pictures.rendered(call.attemptId());
        });
        GenerationJob job = Jobs.job("r", MODEL);
        GenerationJob bulk = Jobs.job("bulk", MODEL, Lane.BULK).build();
        stack.publish(stack.topics().jobs(MODEL), List.of(job, bulk));

        // When
        try (Running _ = pump("w-1", 8, provider)) {
            awaitResults(2);
            await().atMost(Duration.ofMinutes(3)).until(() -> previews().size() == 2);
        }

        // Then
        assertThat(previews()).extracting(PreviewFrame::getIndex).containsExactly(0, 1);
        assertThat(previews()).extracting(PreviewFrame::getAttemptId).containsOnly(job.getAttemptId());
        assertThat(assets.read(previews().getLast().getImage())).isEqualTo(Pictures.picture("second", "png"));
    }

    @Test
    void saysThatAModelIsDownAndHandsItsJobsBack() {
        // Given
        FakeProvider provider = new FakeProvider(_ -> Failed.unbilled(FailureCode.UNAVAILABLE, "connection refused"));
        stack.publish(stack.topics().jobs(MODEL), Jobs.jobs(30, MODEL));

        // When
        try (Running _ = pump("w-1", 4, provider)) {
            awaitResults(30);
            awaitCircuits(CircuitState.OPEN, CircuitState.HALF_OPEN);
        }

        // Then
        assertThat(results()).allSatisfy(result -> isUnbought(result, FailureCode.UNAVAILABLE));
        assertThat(provider.calls()).as("the rest was handed back").hasSizeLessThan(20);
    }

    /// The circuit half-opens by the clock, also after every job was handed back.
    private void awaitCircuits(CircuitState... reported) {
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(stack.read(stack.topics().health()))
                        .extracting(ProviderHealth::getCircuit)
                        .contains(reported));
    }

    @Test
    void sharesSlotsBetweenTenantsAndARestartBuysNothingTwice() {
        // Given
        List<GenerationJob> jobs = Stream.concat(
                        IntStream.range(0, 12).mapToObj(number -> ofTenant("big-" + number, "big")),
                        IntStream.range(0, 2).mapToObj(number -> ofTenant("small-" + number, "small")))
                .toList();
        stack.publishTo(stack.topics().jobs(MODEL), 0, jobs);
        FakeProvider first = new FakeProvider(call -> {
            TimeUnit.MILLISECONDS.sleep(300);
            return Pictures.rendered(call.attemptId());
        });

        // When
        Running leaving = pump("w-1", 2, first);
        await().atMost(Duration.ofMinutes(3))
                .until(() -> first.bought().stream()
                                .filter(attempt -> attempt.startsWith("small"))
                                .count()
                        == 2);
        leaving.stop();
        List<String> beforeRestart = first.bought();
        FakeProvider second = FakeProvider.drawing();
        try (Running _ = pump("w-2", 2, second)) {
            awaitResults(jobs.size());
        }

        // Then
        assertThat(beforeRestart).as("the small tenant is not last").hasSizeLessThan(9);
        assertThat(Stream.concat(beforeRestart.stream(), second.bought().stream()))
                .doesNotHaveDuplicates()
                .hasSize(jobs.size());
        assertThat(results()).hasSize(jobs.size());
    }

    private static void isUnbought(GenerationResult result, FailureCode code) {
        assertThat(result.getFailure().getCode()).isEqualTo(code);
        assertThat(result.getBilling()).isEqualTo(Billing.NOT_BILLED);
    }

    private GenerationJob referring(String requestId, AssetRef asset) {
        return with(
                Jobs.job(requestId, MODEL),
                request -> request.setReferences(List.of(new Reference(asset, ReferenceRole.SUBJECT))));
    }

    private static GenerationJob ofTenant(String requestId, String tenant) {
        return GenerationJob.newBuilder(Jobs.job(requestId, MODEL))
                .setTenant(tenant)
                .build();
    }

    private static GenerationJob with(GenerationJob job, UnaryOperator<GenerationRequest.Builder> change) {
        return GenerationJob.newBuilder(job)
                .setRequest(change.apply(Jobs.request(job.getRequestId())).build())
                .build();
    }

    private static Cancellation cancellation(String requestId, String tenant) {
        return Cancellation.newBuilder()
                .setRequestId(requestId)
                .setTenant(tenant)
                .setOccurredAt(Jobs.ASKED)
                .build();
    }

    private Running pump(String workerId, int slots, ImageProvider provider) {
        WorkerProperties settings = Settings.of(MODEL, slots, Duration.ofSeconds(30), Duration.ofSeconds(5));
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

    private GenerationResult result(GenerationJob job) {
        return results().stream()
                .filter(result -> result.getAttemptId().equals(job.getAttemptId()))
                .findFirst()
                .orElseThrow();
    }

    private List<PreviewFrame> previews() {
        return stack.read(stack.topics().previews());
    }
}
