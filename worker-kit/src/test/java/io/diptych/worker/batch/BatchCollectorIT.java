package io.diptych.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import io.diptych.events.BatchState;
import io.diptych.events.Billing;
import io.diptych.events.Cancellation;
import io.diptych.events.Constraints;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.ProviderBatch;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Running;
import io.diptych.worker.testing.Settings;
import io.diptych.worker.testing.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(600)
class BatchCollectorIT {
    private static final String MODEL = "gemini-3.1-flash-image";
    private static final WorkerProperties SETTINGS =
            Settings.of(MODEL, 8, Duration.ofSeconds(30), Duration.ofSeconds(2));
    private static final CollectorProperties TIMES =
            new CollectorProperties(null, Duration.ofMinutes(5), Duration.ofMinutes(10));
    private static final Duration PATIENCE = Duration.ofMinutes(3);

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
    void gathersHandsOverAndCollects() {
        // Given
        List<GenerationJob> jobs = Jobs.batchJobs(23, MODEL);
        FakeBatches provider = new FakeBatches();
        stack.publish(stack.topics().batchJobs(MODEL), jobs);

        // When
        try (Running _ = collector("w-1", provider)) {
            awaitResults(jobs.size());
        }

        // Then
        assertThat(provider.bought()).doesNotHaveDuplicates().hasSize(jobs.size());
        assertThat(results()).allSatisfy(result -> {
            assertThat(result.getBilling()).isEqualTo(Billing.BILLED);
            assertThat(result.getImage()).isNotNull();
            assertThat(result.getProviderBatchId()).startsWith("batches/");
            assertThat(result.getUsage().getImageOut()).isEqualTo(1756L);
        });
        assertThat(states(BatchState.COLLECTED)).hasSize(provider.batches());
        assertThat(attempts(AttemptStatus.BILLED))
                .hasSize(jobs.size())
                .allSatisfy(attempt -> assertThat(attempt.getLane()).isEqualTo(Lane.BATCH));
    }

    @Test
    void doesNotBuyAgainWhatItMayHaveHandedOver() {
        // Given
        List<GenerationJob> jobs = Jobs.batchJobs(3, MODEL);
        FakeBatches provider = new FakeBatches().breakOffAfterTaking();
        stack.publish(stack.topics().batchJobs(MODEL), jobs);

        // When
        try (Running _ = collector("w-1", provider)) {
            awaitResults(jobs.size());
        }

        // Then
        assertThat(provider.bought()).doesNotHaveDuplicates().hasSize(jobs.size());
    }

    @Test
    void goesOnWithItsPredecessorsBatches() {
        // Given
        List<GenerationJob> jobs = Jobs.batchJobs(12, MODEL);
        FakeBatches provider = new FakeBatches().unfinished();
        stack.publish(stack.topics().batchJobs(MODEL), jobs);
        try (Running _ = collector("w-1", provider)) {
            await().atMost(PATIENCE).until(() -> provider.bought().size() == jobs.size());
        }
        provider.finish();

        // When
        try (Running _ = collector("w-1", provider)) {
            awaitResults(jobs.size());
        }

        // Then
        assertThat(provider.bought()).doesNotHaveDuplicates().hasSize(jobs.size());
        assertThat(results()).extracting(GenerationResult::getAttemptId).doesNotHaveDuplicates();
    }

    @Test
    void takesOverFromAWorkerThatIsGone() {
        // Given
        List<GenerationJob> jobs = Jobs.batchJobs(12, MODEL);
        FakeBatches provider = new FakeBatches().unfinished();
        stack.publish(stack.topics().batchJobs(MODEL), jobs);
        Running first = collector("w-1", provider);
        await().atMost(PATIENCE).until(() -> provider.bought().size() == jobs.size());

        // When
        try (Running _ = collector("w-2", provider)) {
            first.stop();
            provider.finish();
            awaitResults(jobs.size());
        }

        // Then
        assertThat(provider.bought()).doesNotHaveDuplicates().hasSize(jobs.size());
        assertThat(results()).extracting(GenerationResult::getAttemptId).doesNotHaveDuplicates();
    }

    @Test
    void settlesARefusedBatchAsNotBilled() {
        // Given
        List<GenerationJob> jobs = Jobs.batchJobs(2, MODEL);
        stack.publish(stack.topics().batchJobs(MODEL), jobs);

        // When
        try (Running _ = collector("w-1", new FakeBatches().refuse(FailureCode.AUTHENTICATION))) {
            awaitResults(jobs.size());
        }

        // Then
        assertThat(results()).allSatisfy(result -> {
            assertThat(result.getBilling()).isEqualTo(Billing.NOT_BILLED);
            assertThat(result.getFailure().getCode()).isEqualTo(FailureCode.AUTHENTICATION);
        });
    }

    @Test
    void pullsAJobToTheStandardLaneWhoseBatchNobodyTakes() {
        // Given
        GenerationJob urgent = urgent(Duration.ofSeconds(302));
        GenerationJob patient = Jobs.batchJob("patient", MODEL);
        FakeBatches provider = new FakeBatches().refuse(FailureCode.UNAVAILABLE);
        stack.publish(stack.topics().batchJobs(MODEL), List.of(urgent, patient));

        // When
        try (Running _ = collector("w-1", provider)) {
            await().atMost(PATIENCE).until(() -> !standardJobs().isEmpty());
        }

        // Then
        assertThat(standardJobs()).extracting(GenerationJob::getAttemptId).containsExactly(urgent.getAttemptId());
        assertThat(provider.bought()).isEmpty();
        assertThat(results()).isEmpty();
    }

    @Test
    void settlesWhatTheEndedBatchLeavesOut() {
        // Given
        GenerationJob left = Jobs.batchJob("left-out", MODEL);
        stack.publish(stack.topics().batchJobs(MODEL), List.of(left));

        // When
        try (Running _ = collector("w-1", new FakeBatches().answering(outcomes -> Map.of()))) {
            awaitResults(1);
        }

        // Then
        GenerationResult result = results().getFirst();
        assertThat(result.getBilling()).isEqualTo(Billing.NOT_BILLED);
        assertThat(result.getFailure().getCode()).isEqualTo(FailureCode.EMPTY_RESPONSE);
    }

    @Test
    void pullsAJobWhoseDeadlineNearsToTheStandardLaneOnce() {
        // Given
        GenerationJob patient = Jobs.batchJob("patient", MODEL);
        GenerationJob urgent = urgent(Duration.ofSeconds(200));
        FakeBatches provider = new FakeBatches();
        stack.publish(stack.topics().batchJobs(MODEL), List.of(patient, urgent));

        // When
        try (Running _ = collector("w-1", provider)) {
            awaitResults(1);
            await().atMost(PATIENCE).until(() -> !standardJobs().isEmpty());
        }

        // Then
        assertThat(provider.bought()).containsExactly(patient.getAttemptId());
        assertThat(standardJobs()).singleElement().satisfies(job -> {
            assertThat(job.getAttemptId()).isEqualTo(urgent.getAttemptId());
            assertThat(job.getRoute().getLane()).isEqualTo(Lane.INTERACTIVE);
        });
    }

    @Test
    void pullsASubmittedJobOnlyAfterTheProviderSaysThatItWasNotMade() {
        // Given
        GenerationJob urgent = urgent(Duration.ofSeconds(304));
        FakeBatches provider = new FakeBatches().unfinished();
        stack.publish(stack.topics().batchJobs(MODEL), List.of(urgent));

        // When
        List<GenerationJob> beforeItsEnd;
        try (Running _ = collector("w-1", provider)) {
            await().atMost(PATIENCE).until(() -> provider.stopped() > 0);
            beforeItsEnd = standardJobs();
            provider.answering(_ -> Map.of()).finish();
            await().atMost(PATIENCE).until(() -> !standardJobs().isEmpty());
        }

        // Then
        assertThat(beforeItsEnd).isEmpty();
        assertThat(standardJobs()).extracting(GenerationJob::getAttemptId).containsExactly(urgent.getAttemptId());
        assertThat(attempts(AttemptStatus.NOT_BILLED)).hasSize(1);
        assertThat(results()).isEmpty();
        assertThat(states(BatchState.COLLECTED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Supply.class)
    void buysNothingOfWhatWasCancelledOrCameTooLate(Supply supply) {
        // Given
        Lane lane = supply == Supply.BATCHES ? Lane.BATCH : Lane.BULK;
        GenerationJob cancelled = Jobs.job("cancelled", MODEL, lane).build();
        GenerationJob wanted = Jobs.job("wanted", MODEL, lane).build();
        GenerationJob late = Jobs.job("late", MODEL, lane)
                .setRequest(Jobs.request("late")
                        .setConstraints(Constraints.newBuilder()
                                .setDeadline(Instant.now().minusSeconds(1))
                                .build())
                        .build())
                .build();
        FakeBatches provider = new FakeBatches();
        stack.publish(
                stack.topics().cancellations(),
                List.of(cancellation("cancelled", "acme"), cancellation("wanted", "another tenant")));
        stack.publish(supply.topic(stack.topics(), MODEL), List.of(cancelled, late, wanted));

        // When
        try (Running _ = collector("w-1", provider, supply)) {
            awaitResults(3);
        }

        // Then
        assertThat(provider.bought()).containsExactly(wanted.getAttemptId());
        assertThat(result(wanted).getBilling()).isEqualTo(Billing.BILLED);
        assertThat(result(cancelled).getBilling()).isEqualTo(Billing.NOT_BILLED);
        assertThat(result(cancelled).getFailure().getCode()).isEqualTo(FailureCode.CANCELLED);
        assertThat(result(late).getBilling()).isEqualTo(Billing.NOT_BILLED);
        assertThat(result(late).getFailure().getCode()).isEqualTo(FailureCode.EXPIRED);
    }

    @Test
    void stopsABatchOfWhichNothingIsWantedAnyMore() {
        // Given
        GenerationJob job = Jobs.batchJob("submitted", MODEL);
        FakeBatches provider = new FakeBatches().unfinished();
        stack.publish(stack.topics().batchJobs(MODEL), List.of(job));

        // When
        try (Running _ = collector("w-1", provider)) {
            await().atMost(PATIENCE).until(() -> !states(BatchState.SUBMITTED).isEmpty());
            stack.publish(stack.topics().cancellations(), List.of(cancellation("submitted", "acme")));
            await().atMost(PATIENCE).until(() -> provider.stopped() > 0);
            provider.answering(_ -> Map.of()).finish();
            awaitResults(1);
        }

        // Then
        assertThat(result(job).getBilling()).isEqualTo(Billing.NOT_BILLED);
        assertThat(result(job).getFailure().getCode()).isEqualTo(FailureCode.CANCELLED);
        assertThat(attempts(AttemptStatus.NOT_BILLED)).hasSize(1);
    }

    @Test
    void refusesBeforeAnyPurchaseWhatCannotBePutIntoWords() {
        // Given
        GenerationJob wordless = Jobs.job("wordless", MODEL, Lane.BATCH)
                .setRequest(
                        Jobs.request("wordless").setTemplate("no-such-template").build())
                .build();
        FakeBatches provider = new FakeBatches();
        stack.publish(stack.topics().batchJobs(MODEL), List.of(wordless));

        // When
        try (Running _ = collector("w-1", provider)) {
            awaitResults(1);
        }

        // Then
        assertThat(provider.bought()).isEmpty();
        GenerationResult result = results().getFirst();
        assertThat(result.getBilling()).isEqualTo(Billing.NOT_BILLED);
        assertThat(result.getFailure().getCode()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(result.getFailure().getMessage()).contains("request.template", "no-such-template");
        assertThat(result.getFailure().getField()).isEqualTo("request.template");
    }

    @Test
    void goesOnWithItsPredecessorsLongOperations() {
        // Given
        List<GenerationJob> jobs = Jobs.jobs(3, MODEL);
        FakeBatches provider = new FakeBatches().unlisted().unfinished();
        stack.publish(stack.topics().jobs(MODEL), jobs);
        try (Running _ = collector("w-1", provider, Supply.OPERATIONS)) {
            await().atMost(PATIENCE).until(() -> states(BatchState.SUBMITTED).size() == jobs.size());
        }
        provider.finish();

        // When
        try (Running _ = collector("w-1", provider, Supply.OPERATIONS)) {
            awaitResults(jobs.size());
        }

        // Then
        assertThat(provider.bought()).doesNotHaveDuplicates().hasSize(jobs.size());
        assertThat(results())
                .allSatisfy(result -> assertThat(result.getBilling()).isEqualTo(Billing.BILLED));
    }

    @Test
    void doesNotKnowWhatBecameOfALongOperationWhoseNameItNeverGot() {
        // Given
        FakeBatches provider = new FakeBatches().unlisted().breakOffAfterTaking();
        stack.publish(stack.topics().jobs(MODEL), Jobs.jobs(1, MODEL));

        // When
        try (Running _ = collector("w-1", provider, Supply.OPERATIONS)) {
            awaitResults(1);
        }

        // Then
        assertThat(provider.bought()).hasSize(1);
        assertThat(results().getFirst().getBilling()).isEqualTo(Billing.UNKNOWN);
        assertThat(attempts(AttemptStatus.UNKNOWN)).hasSize(1);
    }

    @Test
    void deadLettersWhatItCannotReadAndGoesOn() {
        // Given
        String topic = stack.topics().batchJobs(MODEL).name();
        stack.publish(new ProducerRecord<>(topic, 0, bytes("k"), bytes("not Avro")));
        GenerationJob good = Jobs.batchJob("good", MODEL);

        // When
        try (Running _ = collector("w-1", new FakeBatches())) {
            stack.publish(stack.topics().batchJobs(MODEL), List.of(good));
            awaitResults(1);
            await().atMost(PATIENCE)
                    .until(() -> stack.readRaw(stack.topics().batchJobs(MODEL).deadLetters())
                                    .size()
                            == 1);
        }

        // Then
        assertThat(results()).extracting(GenerationResult::getJobId).containsExactly(good.getJobId());
    }

    private Running collector(String workerId, FakeBatches provider) {
        return collector(workerId, provider, Supply.BATCHES);
    }

    private Running collector(String workerId, FakeBatches provider, Supply supply) {
        BatchCollector collector = new BatchCollector(
                new WorkerIdentity(stack.prefix(), MODEL, workerId),
                SETTINGS,
                TIMES,
                supply,
                stack.parts(assets),
                "fake",
                provider);
        stack.provision(collector);
        return new Running(collector);
    }

    private static GenerationJob urgent(Duration left) {
        return Jobs.job("urgent", MODEL, Lane.BATCH)
                .setRequest(Jobs.request("urgent")
                        .setConstraints(Constraints.newBuilder()
                                .setDeadline(Instant.now().plus(left))
                                .build())
                        .build())
                .build();
    }

    private static Cancellation cancellation(String requestId, String tenant) {
        return Cancellation.newBuilder()
                .setRequestId(requestId)
                .setTenant(tenant)
                .setOccurredAt(Jobs.ASKED)
                .build();
    }

    private GenerationResult result(GenerationJob job) {
        return results().stream()
                .filter(result -> result.getAttemptId().equals(job.getAttemptId()))
                .findFirst()
                .orElseThrow();
    }

    private List<GenerationJob> standardJobs() {
        return stack.read(stack.topics().jobs(MODEL));
    }

    private void awaitResults(int count) {
        await().atMost(PATIENCE).until(() -> results().size() >= count);
    }

    private List<GenerationResult> results() {
        return stack.read(stack.topics().results());
    }

    private List<ProviderBatch> states(BatchState state) {
        return stack.read(stack.topics().batches()).stream()
                .filter(batch -> batch.getState() == state)
                .toList();
    }

    private List<AttemptRecord> attempts(AttemptStatus status) {
        return stack.read(stack.topics().attempts(MODEL)).stream()
                .filter(attempt -> attempt.getStatus() == status)
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
