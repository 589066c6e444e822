package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.ReferenceRole;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.simulator.invoice.Lane;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider.Progress;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.Usage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// The life of a batch, on a clock that the test moves.
class GeminiBatchesIT {
    private static final String MODEL = "gemini-3.1-flash-image";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private Simulator simulator;
    private GeminiConnection connection;
    private GeminiBatches batches;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().withBatchLatency(Duration.ofMinutes(10)), now::get);
        GeminiProperties properties = Calls.properties(simulator.baseUrl(), "simulated");
        connection = new GeminiConnection(properties);
        batches = new GeminiBatches(connection, properties);
    }

    @AfterEach
    void stop() {
        connection.close();
        simulator.close();
    }

    @Test
    void isPendingUntilItsResultsCome() throws BatchException {
        // Given
        String id = batches.submit("b1", MODEL, List.of(Calls.call("r1#0.1"), Calls.call("r1#1.1")));
        Progress early = batches.poll(id);
        pass(Duration.ofMinutes(5));
        Progress running = batches.poll(id);

        // When
        pass(Duration.ofMinutes(10));
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        assertThat(List.of(early, running)).containsOnly(new Progress.Pending());
        assertThat(outcomes).containsOnlyKeys("r1#0.1", "r1#1.1");
        assertThat(outcomes.values()).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Rendered.class));
    }

    @Test
    void billsEachImageOnceUnderItsAttempt() throws BatchException {
        // Given
        String id = batches.submit("b2", MODEL, List.of(Calls.call("r2#0.1"), Calls.call("r2#1.1")));
        pass(Duration.ofMinutes(20));

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        List<InvoiceLine> lines = simulator.invoice().lines();
        assertThat(lines)
                .extracting(line -> line.purchase().clientRequestId())
                .containsExactlyInAnyOrder("r2#0.1", "r2#1.1");
        assertThat(lines).allSatisfy(line -> {
            Rendered rendered = (Rendered) Objects.requireNonNull(
                    outcomes.get(String.valueOf(line.purchase().clientRequestId())));
            assertThat(line.purchase().lane()).isEqualTo(Lane.BATCH);
            assertThat(rendered.requestId()).isEqualTo(line.purchase().providerRequestId());
            Usage usage = Objects.requireNonNull(rendered.usage());
            assertThat(usage.imageOut()).isEqualTo(line.purchase().usage().imageOut());
            assertThat(usage.textIn()).isEqualTo(line.purchase().usage().textIn());
        });
    }

    @Test
    void endsEachItemByItself() throws BatchException {
        // Given
        simulator.faults().add(new FaultRule(null, FaultMode.REFUSAL, 1, 1));
        simulator.faults().add(new FaultRule(null, FaultMode.SERVER_ERROR, 1, 1));
        String id = batches.submit(
                "b3",
                MODEL,
                List.of(Calls.call("r3#0.1"), Calls.call("r3#1.1"), Calls.call("r3#2.1", "7:3"), Calls.call("r3#3.1")));
        pass(Duration.ofMinutes(20));

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        assertFailed(outcomes.get("r3#0.1"), FailureCode.CONTENT_REFUSED);
        assertFailed(outcomes.get("r3#1.1"), FailureCode.UNAVAILABLE);
        assertFailed(outcomes.get("r3#2.1"), FailureCode.INVALID_REQUEST);
        assertThat(outcomes.get("r3#3.1")).isInstanceOf(Rendered.class);
        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    @Test
    void handsALargeBatchOverAsAFile() throws BatchException {
        // Given
        GeminiProperties small =
                Calls.properties(simulator.baseUrl(), "simulated").withInlineBatch(DataSize.ofBytes(100));
        GeminiBatches byFile = new GeminiBatches(connection, small);
        InputImage reference = new InputImage(ReferenceRole.SUBJECT, Calls.picture("kettle"), "image/png", 8, 8);
        String id = byFile.submit(
                "f1",
                MODEL,
                List.of(
                        Calls.call("rf#0.1").withReferences(List.of(reference)),
                        Calls.call("rf#1.1", "7:3"),
                        Calls.call("rf#2.1")));
        pass(Duration.ofMinutes(20));

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        assertThat(outcomes).containsOnlyKeys("rf#0.1", "rf#1.1", "rf#2.1");
        assertThat(outcomes.get("rf#0.1"))
                .isInstanceOfSatisfying(
                        Rendered.class,
                        rendered -> assertThat(
                                        Objects.requireNonNull(rendered.usage()).imageIn())
                                .isEqualTo(1120L));
        assertFailed(outcomes.get("rf#1.1"), FailureCode.INVALID_REQUEST);
        assertThat(simulator.invoice().lines())
                .extracting(line -> line.purchase().clientRequestId())
                .containsExactlyInAnyOrder("rf#0.1", "rf#2.1");
        assertThat(byFile.find("f1")).contains(id);
    }

    @Test
    void aStoppedBatchEndsWithNothingMadeAndNothingBilled() throws BatchException {
        // Given
        String id = batches.submit("c1", MODEL, List.of(Calls.call("rc#0.1")));

        // When
        batches.cancel(id);
        pass(Duration.ofMinutes(20));

        // Then
        assertThat(ended(id)).isEmpty();
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void aBatchThatExpiredEndsWithNothingMade() throws BatchException {
        try (Simulator slow =
                Simulator.start(SimulatorOptions.defaults().withBatchLatency(Duration.ofDays(5)), now::get)) {
            GeminiProperties properties = Calls.properties(slow.baseUrl(), "simulated");
            try (GeminiConnection own = new GeminiConnection(properties)) {
                GeminiBatches patient = new GeminiBatches(own, properties);
                String id = patient.submit("x1", MODEL, List.of(Calls.call("rx#0.1")));
                pass(Duration.ofDays(6));

                assertThat(patient.poll(id)).isEqualTo(new Progress.Ended(Map.of()));
                assertThat(slow.invoice().lines()).isEmpty();
            }
        }
    }

    @Test
    void findsABatchByOurKeyAmongOthers() throws BatchException {
        // Given
        batches.submit("b4", MODEL, List.of(Calls.call("r4#0.1")));
        String id = batches.submit("b5", MODEL, List.of(Calls.call("r5#0.1")));
        batches.submit("b6", MODEL, List.of(Calls.call("r6#0.1")));

        // When, Then
        assertThat(batches.find("b5")).contains(id);
        assertThat(batches.find("b7")).isEmpty();
    }

    @Test
    void findsABatchWhoseSubmissionWasCutOff() throws BatchException {
        // Given
        simulator.faults().add(new FaultRule(null, FaultMode.CUT, 1, 1));

        // When
        assertThatThrownBy(() -> batches.submit("b8", MODEL, List.of(Calls.call("r8#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE);
                    assertThat(e.surelyRefused()).isFalse();
                });

        // Then
        assertThat(batches.find("b8")).isPresent();
    }

    @Test
    void saysWhenTheProviderSurelyRefusedABatch() {
        assertThatThrownBy(() -> batches.submit("b9", "no-such-model", List.of(Calls.call("r9#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.MODEL_RETIRED);
                    assertThat(e.surelyRefused()).isTrue();
                });
    }

    @Test
    void doesNotTakeSilenceForARefusal() {
        // Given
        simulator.close();

        // When, Then
        assertThatThrownBy(() -> batches.find("b10")).isInstanceOfSatisfying(BatchException.class, e -> {
            assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(e.surelyRefused()).isFalse();
        });
    }

    @Test
    void aBatchThatNobodyListensToIsSurelyNotSubmitted() {
        // Given
        simulator.close();

        // When, Then
        assertThatThrownBy(() -> batches.submit("b11", MODEL, List.of(Calls.call("r11#0.1"))))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.surelyRefused()).isTrue());
    }

    @Test
    void needsAKey() {
        // Given
        GeminiProperties noKey = Calls.properties(URI.create("http://127.0.0.1:1"), "");
        GeminiBatches unconfigured = new GeminiBatches(new GeminiConnection(noKey), noKey);

        // When, Then
        assertThatThrownBy(() -> unconfigured.submit("b12", MODEL, List.of(Calls.call("r12#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.NOT_CONFIGURED);
                    assertThat(e.surelyRefused()).isTrue();
                });
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private Map<String, ProviderOutcome> ended(String id) {
        return await().atMost(Duration.ofSeconds(10)).until(() -> batches.poll(id), Progress.Ended.class::isInstance)
                        instanceof Progress.Ended end
                ? end.outcomes()
                : Map.of();
    }

    private static void assertFailed(@Nullable ProviderOutcome outcome, FailureCode code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed)
                                .extracting(Failed::code, Failed::billing)
                                .containsExactly(code, Billing.NOT_BILLED));
    }
}
