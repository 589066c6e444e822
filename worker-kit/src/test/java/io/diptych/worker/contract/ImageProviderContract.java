package io.diptych.worker.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Usage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the job pump relies on, whoever the provider is: each way in which a call can end has its one outcome, and
/// what it says of billing is what the provider's invoice says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ImageProviderContract {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable Simulator simulator;

    /// The adapter under test.
    ///
    /// @param simulator base address of the simulated providers, without a path
    /// @param apiKey    empty for none
    /// @param opened    takes what must be closed after the test
    protected abstract ImageProvider provider(URI simulator, String apiKey, List<AutoCloseable> opened);

    /// A call for a model and size that the provider has, without a deadline.
    protected abstract RenderCall call(String attemptId);

    /// A call that the provider refuses as invalid.
    protected abstract RenderCall invalidCall(String attemptId);

    @BeforeAll
    void startTheSimulator() {
        simulator = Simulator.start(SimulatorOptions.defaults().withSpeed(500));
    }

    @AfterAll
    void stopTheSimulator() {
        simulator().close();
    }

    @BeforeEach
    void forgetTheTestBefore() {
        simulator().faults().clear();
        simulator().invoice().clear();
    }

    @AfterEach
    void closeWhatTheTestOpened() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        opened.clear();
    }

    @Test
    void rendersTheImageThatWasAskedFor() throws IOException {
        // When
        Rendered rendered = rendered(provider().render(call("r1#0.1")));

        // Then
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(rendered.bytes()));
        assertThat(image).isNotNull();
        assertThat(image.getWidth()).isEqualTo(call("r1#0.1").width());
        assertThat(image.getHeight()).isEqualTo(call("r1#0.1").height());
        assertThat(rendered.mediaType()).isEqualTo("image/png");
    }

    @Test
    void tellsUsageAndIdsAsTheInvoiceDoes() {
        // When
        Rendered rendered = rendered(provider().render(call("r2#0.1")));

        // Then
        List<InvoiceLine> lines = simulator().invoice().lines();
        assertThat(lines).hasSize(1);
        var billed = lines.getFirst().purchase();
        Usage usage = Objects.requireNonNull(rendered.usage());
        assertThat(billed.clientRequestId()).isEqualTo("r2#0.1");
        assertThat(rendered.requestId()).isEqualTo(billed.providerRequestId());
        assertThat(usage.textIn()).isEqualTo(billed.usage().textIn());
        assertThat(usage.imageOut()).isEqualTo(billed.usage().imageOut()).isPositive();
        assertThat(Objects.requireNonNullElse(usage.imageIn(), 0L))
                .isEqualTo(billed.usage().imageIn());
        assertThat(Objects.requireNonNullElse(usage.textOut(), 0L))
                .isEqualTo(billed.usage().textOut());
    }

    @Test
    void sendsIdsThatAHeaderCannotCarry() {
        // When
        ProviderOutcome outcome = provider().render(call("größe 1#0.1"));

        // Then
        assertThat(outcome).isInstanceOf(Rendered.class);
        assertThat(simulator().invoice().lines().getFirst().purchase().clientRequestId())
                .isEqualTo("gr%C3%B6%C3%9Fe%201#0.1");
    }

    @Test
    void endsARefusalWithoutABill() {
        Failed failed = failsBy(FaultMode.REFUSAL);

        assertFailed(failed, FailureCode.CONTENT_REFUSED, Billing.NOT_BILLED);
        assertThat(simulator().invoice().lines()).isEmpty();
    }

    @Test
    void saysHowLongARateLimitAsksToWait() {
        Failed failed = failsBy(FaultMode.RATE_LIMIT);

        assertFailed(failed, FailureCode.RATE_LIMITED, Billing.NOT_BILLED);
        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void sendsAFailedCallOnlyOnce() {
        // Given
        breakAll(FaultMode.SERVER_ERROR);

        // When
        Failed failed = failed(provider().render(call("r5#0.1")));

        // Then
        assertFailed(failed, FailureCode.UNAVAILABLE, Billing.NOT_BILLED);
        assertThat(simulator().faults().rules().getFirst().calls()).isEqualTo(1);
        assertThat(simulator().invoice().lines()).isEmpty();
    }

    @Test
    void endsACallThatHangsAtItsDeadlineWithoutKnowingTheBill() {
        // Given
        breakAll(FaultMode.HANG);
        ImageProvider provider = provider();

        // When
        Failed failed =
                failed(provider.render(until(call("r6#0.1"), Instant.now().plusSeconds(5))));

        // Then
        assertFailed(failed, FailureCode.TIMEOUT, Billing.UNKNOWN);
        assertThat(simulator().invoice().lines()).hasSize(1);
    }

    @Test
    void takesAnAnswerWithoutAnImageForWhatItIs() {
        Failed failed = failsBy(FaultMode.EMPTY);

        assertFailed(failed, FailureCode.EMPTY_RESPONSE, Billing.NOT_BILLED);
        assertThat(simulator().invoice().lines()).isEmpty();
    }

    @Test
    void doesNotKnowTheBillOfAnAnswerThatCannotBeRead() {
        Failed failed = failsBy(FaultMode.MALFORMED);

        assertFailed(failed, FailureCode.MALFORMED_RESPONSE, Billing.UNKNOWN);
    }

    @Test
    void doesNotKnowTheBillOfAConnectionThatBreaks() {
        Failed failed = failsBy(FaultMode.CUT);

        assertFailed(failed, FailureCode.UNAVAILABLE, Billing.UNKNOWN);
    }

    @Test
    void goesOnAfterAConnectionThatBroke() {
        // Given
        ImageProvider provider = provider();
        simulator().faults().add(new FaultRule(null, FaultMode.CUT, 1, 1));
        failed(provider.render(call("r9#0.1")));

        // When
        ProviderOutcome next = provider.render(call("r9#1.1"));

        // Then
        assertThat(next).isInstanceOf(Rendered.class);
    }

    @Test
    void callsNobodyWithoutAKey() {
        // Given
        ImageProvider provider = provider(simulator().baseUrl(), "", opened);

        // When
        Failed failed = failed(provider.render(call("r10#0.1")));

        // Then
        assertThat(provider.isConfigured()).isFalse();
        assertFailed(failed, FailureCode.NOT_CONFIGURED, Billing.NOT_BILLED);
        assertThat(failed.message()).contains("api-key");
    }

    @Test
    void endsACallForAnUnknownModel() {
        // When
        Failed failed = failed(provider().render(forModel(call("r11#0.1"), "no-such-model")));

        // Then
        assertFailed(failed, FailureCode.MODEL_RETIRED, Billing.NOT_BILLED);
    }

    @Test
    void endsAnInvalidCallWithTheProvidersReason() {
        // When
        Failed failed = failed(provider().render(invalidCall("r12#0.1")));

        // Then
        assertFailed(failed, FailureCode.INVALID_REQUEST, Billing.NOT_BILLED);
        assertThat(failed.message()).isNotBlank();
    }

    @Test
    void knowsThatACallWasNeverSentWhereNobodyListens() throws IOException {
        // When
        Failed failed = failed(provider(URI.create("http://127.0.0.1:" + closedPort()), "key", opened)
                .render(call("r13#0.1")));

        // Then
        assertFailed(failed, FailureCode.UNAVAILABLE, Billing.NOT_BILLED);
    }

    @Test
    void sendsNothingAfterTheDeadline() {
        // When
        Failed failed = failed(provider().render(until(call("r14#0.1"), Instant.EPOCH)));

        // Then
        assertFailed(failed, FailureCode.TIMEOUT, Billing.NOT_BILLED);
        assertThat(simulator().invoice().lines()).isEmpty();
    }

    @Test
    void endsAtAnInterruptWithoutKnowingTheBill() throws Exception {
        // Given
        breakAll(FaultMode.HANG);
        ImageProvider provider = provider();
        CompletableFuture<ProviderOutcome> ended = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> ended.complete(provider.render(call("r15#0.1"))));
        await().atMost(LONG).until(() -> !simulator().invoice().lines().isEmpty());

        // When
        caller.interrupt();

        // Then
        assertFailed(failed(ended.get(60, TimeUnit.SECONDS)), FailureCode.CANCELLED, Billing.UNKNOWN);
    }

    private Failed failsBy(FaultMode mode) {
        breakAll(mode);
        return failed(provider().render(call("broken#0.1")));
    }

    private void breakAll(FaultMode mode) {
        simulator().faults().add(FaultRule.always(mode));
    }

    private ImageProvider provider() {
        return provider(simulator().baseUrl(), "simulated", opened);
    }

    /// The simulated providers.
    protected Simulator simulator() {
        return Objects.requireNonNull(simulator, "the simulator has not been started");
    }

    private static void assertFailed(Failed failed, FailureCode code, Billing billing) {
        assertThat(failed).extracting(Failed::code, Failed::billing).containsExactly(code, billing);
    }

    private static Rendered rendered(ProviderOutcome outcome) {
        assertThat(outcome).isInstanceOf(Rendered.class);
        return (Rendered) outcome;
    }

    private static Failed failed(ProviderOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private static RenderCall until(RenderCall call, Instant deadline) {
        return call.withDeadline(deadline);
    }

    private static RenderCall forModel(RenderCall call, String model) {
        return call.withModel(model);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
