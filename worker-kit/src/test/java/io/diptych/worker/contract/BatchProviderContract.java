package io.diptych.worker.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.simulator.invoice.Lane;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.BatchProvider.Progress;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life of a batch, whoever the provider is, on a clock that the test moves.
public abstract class BatchProviderContract {
    /// Longer than a batch takes.
    protected static final Duration LONG = Duration.ofMinutes(20);

    private static final Duration TAKES = Duration.ofMinutes(10);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable Simulator simulator;
    private @Nullable BatchProvider batches;

    /// The adapter under test.
    ///
    /// @param apiKey empty for none
    /// @param opened takes what must be closed after the test
    protected abstract BatchProvider provider(Simulator simulator, String apiKey, List<AutoCloseable> opened);

    /// Catalogue id of the model.
    protected abstract String model();

    /// A call for an image from words.
    protected abstract RenderCall call(String attemptId);

    /// A call that begins with an image.
    protected abstract RenderCall edit(String attemptId);

    /// A call that the provider takes into a batch and then refuses.
    protected abstract RenderCall invalidCall(String attemptId);

    /// What such a call ends as.
    protected abstract FailureCode endOfInvalidCall();

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().withBatchLatency(TAKES), now::get);
        batches = provider(simulator, "simulated", opened);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        simulator().close();
    }

    @Test
    void isPendingUntilItsResultsCome() throws BatchException {
        // Given
        String id = batches().submit("b1", model(), List.of(call("r1#0.1"), call("r1#1.1")));
        Progress early = batches().poll(id);
        pass(TAKES.dividedBy(2));
        Progress running = batches().poll(id);

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
        String id = batches().submit("b2", model(), List.of(call("r2#0.1"), edit("r2#1.1")));
        pass(LONG);

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        List<InvoiceLine> lines = simulator().invoice().lines();
        assertThat(billed()).containsExactlyInAnyOrder("r2#0.1", "r2#1.1");
        assertThat(lines).allSatisfy(line -> {
            Rendered rendered = (Rendered) Objects.requireNonNull(
                    outcomes.get(String.valueOf(line.purchase().clientRequestId())));
            assertThat(line.purchase().lane()).isEqualTo(Lane.BATCH);
            assertThat(rendered.requestId()).isEqualTo(line.purchase().providerRequestId());
            Usage usage = Objects.requireNonNull(rendered.usage());
            assertThat(usage.imageOut()).isEqualTo(line.purchase().usage().imageOut());
            assertThat(Objects.requireNonNullElse(usage.imageIn(), 0L))
                    .isEqualTo(line.purchase().usage().imageIn());
            assertThat(usage.textIn()).isEqualTo(line.purchase().usage().textIn());
        });
        assertThat(lines)
                .extracting(line -> line.purchase().usage().imageIn() > 0)
                .as("what an image costs that it begins with is on the bill of that call alone")
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void endsEachCallByItself() throws BatchException {
        // Given
        faults(new FaultRule(null, FaultMode.REFUSAL, 1, 1), new FaultRule(null, FaultMode.SERVER_ERROR, 1, 1));
        String id = batches()
                .submit("b3", model(), List.of(call("r3#0.1"), call("r3#1.1"), invalidCall("r3#2.1"), call("r3#3.1")));
        pass(LONG);

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        assertFailed(outcomes.get("r3#0.1"), FailureCode.CONTENT_REFUSED);
        assertFailed(outcomes.get("r3#1.1"), FailureCode.UNAVAILABLE);
        assertFailed(outcomes.get("r3#2.1"), endOfInvalidCall());
        assertThat(outcomes.get("r3#3.1")).isInstanceOf(Rendered.class);
        assertThat(billed()).containsExactly("r3#3.1");
    }

    @Test
    void findsABatchByOurKeyAmongOthers() throws BatchException {
        // Given
        batches().submit("b4", model(), List.of(call("r4#0.1")));
        String id = batches().submit("b5", model(), List.of(call("r5#0.1"), edit("r5#1.1")));
        batches().submit("b6", model(), List.of(call("r6#0.1")));

        // When, Then
        assertThat(batches().find("b5")).contains(id);
        assertThat(batches().find("b7")).isEmpty();
    }

    @Test
    void findsABatchWhoseSubmissionWasCutOff() throws BatchException {
        // Given
        faults(new FaultRule(null, FaultMode.CUT, 1, 1));

        // When
        assertThatThrownBy(() -> batches().submit("b8", model(), List.of(call("r8#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE);
                    assertThat(e.surelyRefused()).isFalse();
                });

        // Then
        assertThat(batches().find("b8")).isPresent();
    }

    @Test
    void doesNotTakeSilenceForAnEnd() throws BatchException {
        // Given
        String id = batches().submit("b9", model(), List.of(call("r9#0.1")));
        simulator().close();

        // When, Then
        assertThatThrownBy(() -> batches().poll(id))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE));
        assertThatThrownBy(() -> batches().find("b9"))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNAVAILABLE));
    }

    @Test
    void knowsThatNothingWasSubmittedWhereNobodyListens() {
        // Given
        simulator().close();

        // When, Then
        assertThatThrownBy(() -> batches().submit("b10", model(), List.of(call("r10#0.1"))))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.surelyRefused()).isTrue());
    }

    @Test
    void needsAKey() {
        BatchProvider unconfigured = provider(simulator(), "", opened);

        assertThatThrownBy(() -> unconfigured.submit("b11", model(), List.of(call("r11#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.NOT_CONFIGURED);
                    assertThat(e.surelyRefused()).isTrue();
                });
    }

    /// The simulated provider.
    protected final Simulator simulator() {
        return Objects.requireNonNull(simulator);
    }

    /// The adapter.
    protected final BatchProvider batches() {
        return Objects.requireNonNull(batches);
    }

    /// What must be closed after the test.
    protected final List<AutoCloseable> opened() {
        return opened;
    }

    /// The provider's time.
    protected final Instant now() {
        return now.get();
    }

    /// Lets time pass at the provider.
    protected final void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /// Strikes with these, in turn.
    protected final void faults(FaultRule... rules) {
        for (FaultRule rule : rules) {
            simulator().faults().add(rule);
        }
    }

    /// Attempts on the invoice.
    protected final List<String> billed() {
        return simulator().invoice().lines().stream()
                .map(line -> String.valueOf(line.purchase().clientRequestId()))
                .toList();
    }

    /// What became of a batch that is over.
    protected final Map<String, ProviderOutcome> ended(String id) {
        return ended(batches(), id);
    }

    /// What became of a batch that is over.
    protected static Map<String, ProviderOutcome> ended(BatchProvider provider, String id) {
        return await().atMost(Duration.ofMinutes(3)).until(() -> provider.poll(id), Progress.Ended.class::isInstance)
                        instanceof Progress.Ended end
                ? end.outcomes()
                : Map.of();
    }

    /// Checks that a call failed and was not charged for.
    protected static void assertFailed(@Nullable ProviderOutcome outcome, FailureCode code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed)
                                .extracting(Failed::code, Failed::billing)
                                .containsExactly(code, Billing.NOT_BILLED));
    }
}
