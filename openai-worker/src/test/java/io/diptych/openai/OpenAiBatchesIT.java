package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.Mode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.simulator.invoice.Lane;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider.Progress;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Usage;
import java.awt.Color;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life of a batch, on a clock that the test moves.
class OpenAiBatchesIT {
    private static final String MODEL = "gpt-image-2";
    private static final Duration LONG = Duration.ofMinutes(20);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private Simulator simulator;
    private OpenAiConnection connection;
    private OpenAiBatches batches;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().withBatchLatency(Duration.ofMinutes(10)), now::get);
        OpenAiProperties properties = Settings.of(simulator.openAiBaseUrl(), "simulated");
        connection = new OpenAiConnection(properties);
        batches = new OpenAiBatches(connection, properties, InstantSource.system());
    }

    @AfterEach
    void stop() {
        connection.close();
        simulator.close();
    }

    @Test
    void isPendingUntilItsResultsCome() throws BatchException {
        // Given
        String id = batches.submit("b1", MODEL, List.of(call("r1#0.1"), call("r1#1.1")));
        Progress early = batches.poll(id);
        pass(Duration.ofMinutes(5));
        Progress running = batches.poll(id);

        // When
        pass(LONG);
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        assertThat(List.of(early, running)).containsOnly(new Progress.Pending());
        assertThat(outcomes).containsOnlyKeys("r1#0.1", "r1#1.1");
        assertThat(outcomes.values()).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Rendered.class));
    }

    @Test
    void billsEachImageOnceUnderItsAttempt() throws BatchException {
        // Given
        String id = batches.submit("b2", MODEL, List.of(call("r2#0.1"), edit("r2#1.1")));
        pass(LONG);

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
            assertThat(usage.imageIn()).isEqualTo(line.purchase().usage().imageIn());
            assertThat(usage.textIn()).isEqualTo(line.purchase().usage().textIn());
        });
    }

    @Test
    void endsEachLineByItself() throws BatchException {
        // Given
        simulator.faults().add(new FaultRule(null, FaultMode.REFUSAL, 1, 1));
        simulator.faults().add(new FaultRule(null, FaultMode.SERVER_ERROR, 1, 1));
        String id = batches.submit(
                "b3",
                MODEL,
                List.of(call("r3#0.1"), call("r3#1.1"), call("r3#2.1").withModel("no-such"), call("r3#3.1")));
        pass(LONG);

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        assertFailed(outcomes.get("r3#0.1"), FailureCode.CONTENT_REFUSED);
        assertFailed(outcomes.get("r3#1.1"), FailureCode.UNAVAILABLE);
        assertFailed(outcomes.get("r3#2.1"), FailureCode.MODEL_RETIRED);
        assertThat(outcomes.get("r3#3.1")).isInstanceOf(Rendered.class);
        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    @Test
    void findsABatchByOurKeyAmongOthers() throws BatchException {
        // Given
        batches.submit("b4", MODEL, List.of(call("r4#0.1")));
        String id = batches.submit("b5", MODEL, List.of(call("r5#0.1"), edit("r5#1.1")));
        batches.submit("b6", MODEL, List.of(call("r6#0.1")));

        // When, Then
        assertThat(batches.find("b5")).contains(id);
        assertThat(batches.find("b7")).isEmpty();
    }

    @Test
    void findsABatchWhoseSubmissionWasCutOff() throws BatchException {
        // Given
        simulator.faults().add(new FaultRule(null, FaultMode.CUT, 1, 1));

        // When
        assertThatThrownBy(() -> batches.submit("b8", MODEL, List.of(call("r8#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE);
                    assertThat(e.surelyRefused()).isFalse();
                });

        // Then
        assertThat(batches.find("b8")).isPresent();
    }

    @Test
    void makesNoPartTwiceWhenAnotherFailed() throws BatchException {
        // Given
        List<RenderCall> calls = List.of(call("r9#0.1"), edit("r9#1.1"));
        simulator.faults().add(new FaultRule(null, FaultMode.CUT, 1, 1));
        assertThatThrownBy(() -> batches.submit("b9", MODEL, calls)).isInstanceOf(BatchException.class);
        assertThat(batches.find("b9")).isEmpty();

        // When
        String id = batches.submit("b9", MODEL, calls);
        pass(LONG);

        // Then
        assertThat(ended(id)).containsOnlyKeys("r9#0.1", "r9#1.1");
        assertThat(simulator.invoice().lines()).hasSize(2);
        assertThat(batches.find("b9")).contains(id);
    }

    @Test
    void saysWhenTheProviderSurelyRefusedABatch() {
        simulator.faults().add(FaultRule.always(FaultMode.NO_CREDIT));

        assertThatThrownBy(() -> batches.submit("b10", MODEL, List.of(call("r10#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
                    assertThat(e.surelyRefused()).isTrue();
                });
    }

    @Test
    void doesNotTakeSilenceForARefusal() {
        // Given
        simulator.close();

        // When, Then
        assertThatThrownBy(() -> batches.poll("batch_1"))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE));
        assertThatThrownBy(() -> batches.submit("b11", MODEL, List.of(call("r11#0.1"))))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.surelyRefused()).isTrue());
    }

    @Test
    void paysForWhatWasMadeBeforeItExpired() throws BatchException {
        // Given
        simulator.faults().add(new FaultRule(null, FaultMode.EXPIRE, 1, 1));
        String id = batches.submit("b12", MODEL, List.of(call("a#0.1"), call("a#1.1"), call("a#2.1"), call("a#3.1")));
        pass(LONG);

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        List<String> billed = simulator.invoice().lines().stream()
                .map(line -> String.valueOf(line.purchase().clientRequestId()))
                .toList();
        assertThat(outcomes).hasSize(4);
        assertThat(billed).isNotEmpty().hasSizeLessThan(4);
        outcomes.forEach((attempt, outcome) -> {
            if (billed.contains(attempt)) {
                assertThat(outcome).isInstanceOf(Rendered.class);
            } else {
                assertFailed(outcome, FailureCode.UNAVAILABLE);
            }
        });
    }

    @Test
    void endsWithNothingMadeWhenItIsCancelledAtOnce() throws BatchException {
        // Given
        String id = batches.submit("b13", MODEL, List.of(call("r13#0.1")));

        // When
        batches.cancel(id);
        pass(LONG);

        // Then
        assertFailed(ended(id).get("r13#0.1"), FailureCode.CANCELLED);
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void needsAKey() {
        OpenAiProperties noKey = Settings.of(URI.create("http://127.0.0.1:1/v1"), "");
        OpenAiBatches unconfigured = new OpenAiBatches(new OpenAiConnection(noKey), noKey, InstantSource.system());

        assertThatThrownBy(() -> unconfigured.submit("b14", MODEL, List.of(call("r14#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.NOT_CONFIGURED);
                    assertThat(e.surelyRefused()).isTrue();
                });
    }

    private static RenderCall call(String attemptId) {
        return Inputs.call(attemptId, Mode.GENERATE, PreviewSink.NONE);
    }

    private static RenderCall edit(String attemptId) {
        return Inputs.edit(attemptId, Inputs.png(Color.RED), Inputs.mask());
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private Map<String, ProviderOutcome> ended(String id) throws BatchException {
        Progress progress = batches.poll(id);
        assertThat(progress).isInstanceOf(Progress.Ended.class);
        return ((Progress.Ended) progress).outcomes();
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
