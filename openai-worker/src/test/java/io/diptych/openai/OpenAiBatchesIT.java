package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.FailureCode;
import io.diptych.events.Mode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.worker.contract.BatchProviderContract;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.awt.Color;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiBatchesIT extends BatchProviderContract {

    @Override
    protected BatchProvider provider(Simulator simulator, String apiKey, List<AutoCloseable> opened) {
        OpenAiProperties properties = Settings.of(simulator.openAiBaseUrl(), apiKey);
        OpenAiConnection connection = new OpenAiConnection(properties);
        opened.add(connection);
        return new OpenAiBatches(connection, properties, InstantSource.system());
    }

    @Override
    protected String model() {
        return "gpt-image-2";
    }

    @Override
    protected RenderCall call(String attemptId) {
        return Inputs.call(attemptId, Mode.GENERATE, PreviewSink.NONE);
    }

    @Override
    protected RenderCall edit(String attemptId) {
        return Inputs.edit(attemptId, Inputs.png(Color.RED), Inputs.mask());
    }

    @Override
    protected RenderCall invalidCall(String attemptId) {
        return call(attemptId).withModel("no-such");
    }

    @Override
    protected FailureCode endOfInvalidCall() {
        return FailureCode.MODEL_RETIRED;
    }

    @Test
    void makesNoPartTwiceWhenAnotherFailed() throws BatchException {
        // Given
        List<RenderCall> calls = List.of(call("p#0.1"), edit("p#1.1"));
        faults(new FaultRule(null, FaultMode.CUT, 1, 1));
        assertThatThrownBy(() -> batches().submit("p1", model(), calls)).isInstanceOf(BatchException.class);
        assertThat(batches().find("p1")).isEmpty();

        // When
        String id = batches().submit("p1", model(), calls);
        pass(LONG);

        // Then
        assertThat(ended(id)).containsOnlyKeys("p#0.1", "p#1.1");
        assertThat(billed()).hasSize(2);
        assertThat(batches().find("p1")).contains(id);
    }

    @Test
    void saysWhenTheProviderSurelyRefusedABatch() {
        faults(FaultRule.always(FaultMode.NO_CREDIT));

        assertThatThrownBy(() -> batches().submit("q1", model(), List.of(call("q#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
                    assertThat(e.surelyRefused()).isTrue();
                });
    }

    @Test
    void paysForWhatWasMadeBeforeItExpired() throws BatchException {
        // Given
        faults(new FaultRule(null, FaultMode.EXPIRE, 1, 1));
        String id =
                batches().submit("a1", model(), List.of(call("a#0.1"), call("a#1.1"), call("a#2.1"), call("a#3.1")));
        pass(LONG);

        // When
        Map<String, ProviderOutcome> outcomes = ended(id);

        // Then
        List<String> billed = billed();
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
        String id = batches().submit("c1", model(), List.of(call("c#0.1")));

        // When
        batches().cancel(id);
        pass(LONG);

        // Then
        assertFailed(ended(id).get("c#0.1"), FailureCode.CANCELLED);
        assertThat(billed()).isEmpty();
    }
}
