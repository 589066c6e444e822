package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Mode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.limit.AccountLimits.Kind;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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

    @Test
    void tellsOfLimitsBeforeTheyAreMetAndWhenTheyAre() {
        // Given
        simulator.limits().set(Map.of(Kind.IMAGES, 2L));

        // When
        List<ProviderOutcome> outcomes = IntStream.range(0, 3)
                .mapToObj(i -> images.render(Inputs.call("t#" + i + ".1", Mode.GENERATE, PreviewSink.NONE)))
                .toList();
        simulator.limits().set(Map.of());

        // Then
        assertThat(outcomes)
                .extracting(outcome -> Objects.requireNonNull(
                                Objects.requireNonNull(outcome.limits()).images())
                        .remaining())
                .containsExactly(1L, 0L, 0L);
        assertThat(outcomes.getLast())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.retryAfter())
                                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30)));
    }
}
