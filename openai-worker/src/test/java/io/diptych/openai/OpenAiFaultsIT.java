package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Mode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the fault matrix does not say of OpenAI's endpoint.
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
}
