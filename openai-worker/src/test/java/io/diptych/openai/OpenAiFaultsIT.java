package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.Mode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.awt.Color;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way in which OpenAI's endpoint can go wrong, for generations, edits and streams: one call, one meaning, and a
/// bill that the invoice agrees with.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiFaultsIT {
    private static final PreviewSink WATCHED = (_, _, _) -> {};

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(500));
    private final OpenAiProperties properties = Settings.of(simulator.openAiBaseUrl(), "simulated");
    private final OpenAiConnection connection = new OpenAiConnection(properties);
    private final OpenAiImages images = new OpenAiImages(connection, properties, InstantSource.system());

    @BeforeEach
    void forgetTheTestBefore() {
        simulator.faults().clear();
        simulator.invoice().clear();
    }

    @AfterAll
    void stop() {
        connection.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMIT, RATE_LIMITED, NOT_BILLED",
        "SERVER_ERROR, UNAVAILABLE, NOT_BILLED",
        "REFUSAL, CONTENT_REFUSED, NOT_BILLED",
        "UNAUTHORIZED, AUTHENTICATION, NOT_BILLED",
        "FORBIDDEN, AUTHENTICATION, NOT_BILLED",
        "SHUT_MODEL, MODEL_RETIRED, NOT_BILLED",
        "REQUEST_TIMEOUT, TIMEOUT, NOT_BILLED",
        "CONFLICT, UNAVAILABLE, NOT_BILLED",
        "NO_CREDIT, QUOTA_EXHAUSTED, NOT_BILLED",
        "BAD_GATEWAY, UNAVAILABLE, UNKNOWN",
        "OVERLOADED, UNAVAILABLE, NOT_BILLED",
        "EMPTY, EMPTY_RESPONSE, NOT_BILLED",
        "HANG, TIMEOUT, UNKNOWN",
        "TRICKLE, TIMEOUT, UNKNOWN",
        "CUT, UNAVAILABLE, UNKNOWN",
        "CUT_EARLY, UNAVAILABLE, UNKNOWN",
        "MALFORMED, MALFORMED_RESPONSE, UNKNOWN",
        "STREAM_ERROR, CONTENT_REFUSED, UNKNOWN",
    })
    void means(FaultMode mode, FailureCode code, Billing billing) {
        for (RenderCall call : new RenderCall[] {
            Inputs.call("f#0.1", Mode.GENERATE, PreviewSink.NONE),
            Inputs.call("f#1.1", Mode.EDIT, PreviewSink.NONE, Inputs.png(Color.RED)),
            Inputs.call("f#2.1", Mode.GENERATE, WATCHED)
        }) {
            if (mode == FaultMode.STREAM_ERROR && call.previews().equals(PreviewSink.NONE)) {
                continue;
            }
            forgetTheTestBefore();
            simulator.faults().add(FaultRule.always(mode));

            Failed failed = (Failed) images.render(limited(mode, call));

            assertThat(failed)
                    .as(call.attemptId())
                    .extracting(Failed::code, Failed::billing)
                    .containsExactly(code, billing);
            assertThat(simulator.faults().rules().getFirst().calls()).isEqualTo(1);
            if (billing == Billing.NOT_BILLED) {
                assertThat(simulator.invoice().lines()).isEmpty();
            }
        }
    }

    @Test
    void readsAnImageAboveFifteenMegabytes() {
        simulator.faults().add(FaultRule.always(FaultMode.LARGE));

        Rendered whole = (Rendered) images.render(Inputs.call("l#0.1", Mode.GENERATE, PreviewSink.NONE));
        Rendered streamed = (Rendered) images.render(Inputs.call("l#1.1", Mode.GENERATE, WATCHED));

        assertThat(whole.bytes()).hasSizeGreaterThan(16 << 20);
        assertThat(streamed.bytes()).hasSizeGreaterThan(16 << 20);
    }

    @Test
    void saysNothingOfWaitingWhereNoCreditIsLeft() {
        simulator.faults().add(FaultRule.always(FaultMode.NO_CREDIT));

        Failed failed = (Failed) images.render(Inputs.call("n#0.1", Mode.GENERATE, PreviewSink.NONE));

        assertThat(failed.retryAfter()).isNull();
        assertThat(failed.requestId()).startsWith("req_");
    }

    private static RenderCall limited(FaultMode mode, RenderCall call) {
        return mode == FaultMode.HANG || mode == FaultMode.TRICKLE
                ? call.withDeadline(Instant.now().plus(Duration.ofMillis(900)))
                : call;
    }
}
