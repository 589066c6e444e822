package io.diptych.worker.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.AttemptRecord;
import io.diptych.events.Billing;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.platform.assets.AssetStore;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.attempt.Answer;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.ImageKeeper;
import io.diptych.worker.testing.BillingServer;
import io.diptych.worker.testing.FakeProvider;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Pictures;
import io.diptych.worker.testing.Running;
import io.diptych.worker.testing.Stack;
import io.diptych.worker.testing.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class KilledWorkerIT {
    private static final String MODEL = "gpt-image-2";
    private static final int IN_FLIGHT = 50;
    private static final int JOBS = 80;
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /// Stops where it is when it is closed, as a process that is killed does.
    private interface MidTurn extends AutoCloseable {
        @Override
        void close();
    }

    @TempDir
    private Path folder;

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
    void losesNothingAndBuysNothingTwiceWhenItIsKilledWithFiftyCallsInFlight() throws Exception {
        // Given
        List<GenerationJob> jobs = Jobs.jobs(JOBS, MODEL);
        WorkerParts parts = WorkerProcess.parts(stack, folder);
        try (BillingServer server = new BillingServer(Duration.ofSeconds(2))) {
            stack.publish(stack.topics().jobs(MODEL), jobs);
            JobPump survivor = new JobPump(
                    new WorkerIdentity(stack.prefix(), MODEL, "w-2"),
                    WorkerProcess.settings(MODEL, IN_FLIGHT),
                    parts,
                    WorkerProcess.calling(server.address()));
            stack.provision(survivor);
            Process killed =
                    WorkerProcess.start(stack, "w-1", IN_FLIGHT, server.address(), folder, folder.resolve("w-1.log"));

            // When
            try {
                await().atMost(Duration.ofMinutes(3))
                        .until(() -> server.invoice().size() >= IN_FLIGHT);
            } finally {
                killed.destroyForcibly();
            }
            assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Set<String> inFlight = new TreeSet<>(server.invoice());
            try (Running _ = new Running(survivor)) {
                await().atMost(Duration.ofMinutes(3)).until(() -> results().size() >= JOBS);
            }

            // Then
            assertThat(results())
                    .extracting(GenerationResult::getAttemptId)
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.stream().map(GenerationJob::getAttemptId).toList());
            // A call that had not left the killed worker is UNKNOWN too, and on no invoice.
            Set<String> invoiced = new TreeSet<>(server.invoice());
            assertThat(server.invoice()).doesNotHaveDuplicates().containsAll(attemptsThatAre(Billing.BILLED));
            assertThat(attemptsThatAre(Billing.UNKNOWN)).hasSizeBetween(1, IN_FLIGHT);
            invoiced.removeAll(attemptsThatAre(Billing.BILLED));
            assertThat(invoiced).isNotEmpty().isSubsetOf(inFlight).isSubsetOf(attemptsThatAre(Billing.UNKNOWN));
            assertThat(attemptsThatAre(Billing.BILLED))
                    .hasSize(JOBS - attemptsThatAre(Billing.UNKNOWN).size());
        } finally {
            parts.codec().close();
        }
    }

    @Test
    void answersOrphansFromTheirReceiptsAndTheRestAsUnknown() {
        // Given
        WorkerParts parts = WorkerProcess.parts(stack, folder);
        Instant claimedAt = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        Claim stored = claim("stored", claimedAt);
        Claim lost = claim("lost", claimedAt);
        keepReceipt(parts.assets(), stored);
        stack.publishTo(stack.topics().attempts(MODEL), 0, List.of(stored.record(), lost.record()));
        FakeProvider provider = FakeProvider.drawing();

        // When
        JobPump pump = new JobPump(
                new WorkerIdentity(stack.prefix(), MODEL, "w-2"), WorkerProcess.settings(MODEL, 4), parts, provider);
        stack.provision(pump);
        try (Running _ = new Running(pump)) {
            await().atMost(Duration.ofMinutes(3)).until(() -> results().size() >= 2);
        }

        // Then
        assertThat(provider.calls()).isEmpty();
        assertThat(attemptsThatAre(Billing.BILLED)).containsExactly(stored.attemptId());
        assertThat(attemptsThatAre(Billing.UNKNOWN)).containsExactly(lost.attemptId());
        assertThat(stack.read(stack.topics().attempts(MODEL)))
                .extracting(AttemptRecord::getWorkerId)
                .containsOnly("w-gone");
        parts.codec().close();
    }

    @Test
    void doesNotWaitForTheTransactionOfOneThatDiedInTheMiddleOfATurn() {
        // Given
        WorkerParts parts = WorkerProcess.parts(stack, folder);
        List<GenerationJob> jobs = Jobs.jobs(12, MODEL);
        stack.publishTo(stack.topics().jobs(MODEL), 0, jobs);
        WorkerIdentity gone = new WorkerIdentity(stack.prefix(), MODEL, "w-gone");
        FakeProvider provider = FakeProvider.drawing();

        // When
        try (MidTurn _ = midTurn(gone.transactionalId(), TEN_MINUTES)) {
            await().atMost(Duration.ofMinutes(3)).until(() -> isOpenFor(gone.transactionalId(), Duration.ofSeconds(1)));
            JobPump pump = pump(parts, "w-2", provider);
            try (Running _ = new Running(pump)) {
                await().atMost(Duration.ofMinutes(3)).until(() -> results().size() >= jobs.size());
            }
        }

        // Then
        assertThat(provider.bought())
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(GenerationJob::getAttemptId).toList());
        parts.codec().close();
    }

    @Test
    void waitsForOffsetsThatTheBrokerDoesNotTellYet() {
        // Given
        WorkerParts parts = WorkerProcess.parts(stack, folder);
        List<GenerationJob> jobs = Jobs.jobs(12, MODEL);
        stack.publishTo(stack.topics().jobs(MODEL), 0, jobs);
        FakeProvider provider = FakeProvider.drawing();

        // When
        try (MidTurn _ = midTurn("somebody-else", Duration.ofSeconds(7))) {
            JobPump pump = pump(parts, "w-2", provider);
            try (Running _ = new Running(pump)) {
                await().atMost(Duration.ofMinutes(3)).until(() -> results().size() >= jobs.size());
            }
        }

        // Then
        assertThat(provider.bought()).hasSize(jobs.size());
        parts.codec().close();
    }

    private JobPump pump(WorkerParts parts, String workerId, FakeProvider provider) {
        JobPump pump = new JobPump(
                new WorkerIdentity(stack.prefix(), MODEL, workerId), WorkerProcess.settings(MODEL, 4), parts, provider);
        stack.provision(pump);
        return pump;
    }

    /// Writes a claim and an offset of the group, and goes no further.
    private MidTurn midTurn(String transactionalId, Duration timeout) {
        Map<String, Object> settings = new HashMap<>(stack.kafka().transactionalProducer(transactionalId));
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) timeout.toMillis());
        Producer<byte[], byte[]> producer = new KafkaProducer<>(settings);
        producer.initTransactions();
        producer.beginTransaction();
        var _ = producer.send(stack.codec()
                .record(
                        stack.topics().attempts(MODEL),
                        0,
                        claim("half-claimed", Instant.now().truncatedTo(ChronoUnit.MILLIS))
                                .record(),
                        new RecordHeaders()));
        producer.flush();
        String group = new WorkerIdentity(stack.prefix(), MODEL, "any").group();
        try (Consumer<byte[], byte[]> member = new KafkaConsumer<>(stack.kafka().consumer(group))) {
            producer.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(stack.topics().jobs(MODEL).name(), 0), new OffsetAndMetadata(1)),
                    member.groupMetadata());
        }
        return () -> producer.close(Duration.ZERO);
    }

    private boolean isOpenFor(String transactionalId, Duration atLeast) throws Exception {
        try (Admin admin = Admin.create(stack.kafka().admin())) {
            return admin
                    .listTransactions(new ListTransactionsOptions().filterOnDuration(atLeast.toMillis()))
                    .all()
                    .get()
                    .stream()
                    .anyMatch(open -> open.transactionalId().equals(transactionalId));
        }
    }

    private static Claim claim(String requestId, Instant claimedAt) {
        return new Claim(
                Jobs.job(requestId, MODEL),
                0,
                "w-gone",
                claimedAt,
                claimedAt.plusSeconds(10),
                null,
                new RecordHeaders());
    }

    private static void keepReceipt(AssetStore assets, Claim claim) {
        var _ = new ImageKeeper(assets, InstantSource.system())
                .keep(
                        claim,
                        new Answer(Pictures.rendered(claim.attemptId()), 1, claim.claimedAt(), 5_000, null),
                        Instant.now().plusSeconds(5));
    }

    private List<GenerationResult> results() {
        return stack.read(stack.topics().results());
    }

    private Set<String> attemptsThatAre(Billing billing) {
        return results().stream()
                .filter(result -> result.getBilling() == billing)
                .map(GenerationResult::getAttemptId)
                .collect(Collectors.toSet());
    }
}
