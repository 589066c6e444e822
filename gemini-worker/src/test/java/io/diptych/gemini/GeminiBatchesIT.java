package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.FailureCode;
import io.diptych.events.ReferenceRole;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.worker.contract.BatchProviderContract;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.BatchProvider.Progress;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class GeminiBatchesIT extends BatchProviderContract {

    @Override
    protected BatchProvider provider(Simulator simulator, String apiKey, List<AutoCloseable> opened) {
        return provider(Calls.properties(simulator.baseUrl(), apiKey), opened);
    }

    private static BatchProvider provider(GeminiProperties properties, List<AutoCloseable> opened) {
        GeminiConnection connection = new GeminiConnection(properties);
        opened.add(connection);
        return new GeminiBatches(connection, properties);
    }

    @Override
    protected String model() {
        return "gemini-3.1-flash-image";
    }

    @Override
    protected RenderCall call(String attemptId) {
        return Calls.call(attemptId);
    }

    @Override
    protected RenderCall edit(String attemptId) {
        InputImage reference = new InputImage(ReferenceRole.SUBJECT, Calls.picture("kettle"), "image/png", 8, 8);
        return call(attemptId).withReferences(List.of(reference));
    }

    @Override
    protected RenderCall invalidCall(String attemptId) {
        return Calls.call(attemptId, "7:3");
    }

    @Override
    protected FailureCode endOfInvalidCall() {
        return FailureCode.INVALID_REQUEST;
    }

    @Test
    void handsALargeBatchOverAsAFile() throws BatchException {
        // Given
        BatchProvider byFile = provider(
                Calls.properties(simulator().baseUrl(), "simulated").withInlineBatch(DataSize.ofBytes(100)), opened());
        String id = byFile.submit("f1", model(), List.of(edit("rf#0.1"), invalidCall("rf#1.1"), call("rf#2.1")));
        pass(LONG);

        // When
        Map<String, ProviderOutcome> outcomes = ended(byFile, id);

        // Then
        assertThat(outcomes).containsOnlyKeys("rf#0.1", "rf#1.1", "rf#2.1");
        assertThat(outcomes.get("rf#0.1"))
                .isInstanceOfSatisfying(
                        Rendered.class,
                        rendered -> assertThat(
                                        Objects.requireNonNull(rendered.usage()).imageIn())
                                .isEqualTo(1120L));
        assertFailed(outcomes.get("rf#1.1"), FailureCode.INVALID_REQUEST);
        assertThat(billed()).containsExactlyInAnyOrder("rf#0.1", "rf#2.1");
        assertThat(byFile.find("f1")).contains(id);
    }

    @Test
    void aStoppedBatchEndsWithNothingMadeAndNothingBilled() throws BatchException {
        // Given
        String id = batches().submit("c1", model(), List.of(call("rc#0.1")));

        // When
        batches().cancel(id);
        pass(LONG);

        // Then
        assertThat(ended(id)).isEmpty();
        assertThat(billed()).isEmpty();
    }

    @Test
    void aBatchThatExpiredEndsWithNothingMade() throws BatchException {
        try (Simulator slow =
                Simulator.start(SimulatorOptions.defaults().withBatchLatency(Duration.ofDays(5)), this::now)) {
            BatchProvider patient = provider(slow, "simulated", opened());
            String id = patient.submit("x1", model(), List.of(call("rx#0.1")));
            pass(Duration.ofDays(6));

            assertThat(patient.poll(id)).isEqualTo(new Progress.Ended(Map.of()));
            assertThat(slow.invoice().lines()).isEmpty();
        }
    }

    @Test
    void saysWhenTheProviderSurelyRefusedABatch() {
        assertThatThrownBy(() -> batches().submit("q1", "no-such-model", List.of(call("q#0.1"))))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.MODEL_RETIRED);
                    assertThat(e.surelyRefused()).isTrue();
                });
    }
}
