package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Lane;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The life of a batch, on a clock that the test moves.
class OpenAiBatchIT {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withBatchLatency(Duration.ofMinutes(10)), now::get);
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void goesThroughItsStatesAndLeavesAnswers() {
        // Given
        String id = submit(line("a", "gpt-image-2"), line("b", "no-such-model"))
                .path("id")
                .stringValue();
        String early = get(id).path("status").stringValue();
        pass(Duration.ofMinutes(4));
        String later = get(id).path("status").stringValue();

        // When
        pass(Duration.ofMinutes(10));
        JsonNode batch = get(id);

        // Then
        assertThat(List.of(early, later)).containsExactly("validating", "in_progress");
        assertThat(batch.path("status").stringValue()).isEqualTo("completed");
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":2,\"completed\":1,\"failed\":1}");
        assertThat(batch.path("metadata").path("run").stringValue()).isEqualTo("7");
        JsonNode good = content(batch.path("output_file_id")).getFirst();
        JsonNode bad = content(batch.path("error_file_id")).getFirst();
        assertThat(good.path("custom_id").stringValue()).isEqualTo("a");
        assertThat(good.path("response").path("body").path("data").size()).isEqualTo(1);
        assertThat(bad.path("response").path("status_code").asInt()).isEqualTo(404);
        assertThat(simulator.invoice().lines()).singleElement().satisfies(line -> {
            assertThat(line.purchase().lane()).isEqualTo(Lane.BATCH);
            assertThat(line.purchase().clientRequestId()).isEqualTo("a");
            assertThat(line.amountMicros()).isEqualTo((1 * 5 + 196 * 30 + 1) / 2);
        });
    }

    @Test
    void namesTheLinesThatCannotBeRead() {
        String id = submit(line("a", "gpt-image-2"), line("a", "gpt-image-2"), "{no")
                .path("id")
                .stringValue();
        pass(Duration.ofMinutes(4));

        JsonNode batch = get(id);

        assertThat(batch.path("status").stringValue()).isEqualTo("failed");
        assertThat(batch.path("errors").path("data"))
                .extracting(flaw ->
                        flaw.path("line").asInt() + " " + flaw.path("code").stringValue())
                .containsExactly("2 duplicate_custom_id", "3 invalid_json_line");
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void billsWhatWasMadeBeforeItWasCancelled() {
        // Given
        String id = submit(line("a", "gpt-image-2"), line("b", "gpt-image-2"))
                .path("id")
                .stringValue();
        pass(Duration.ofMinutes(7));

        // When
        JsonNode cancelling = Caller.json(caller.post(caller.openAi("/v1/batches/" + id + "/cancel"), ""));
        pass(Duration.ofMinutes(2));

        // Then
        assertThat(cancelling.path("status").stringValue()).isEqualTo("cancelling");
        JsonNode batch = get(id);
        assertThat(batch.path("status").stringValue()).isEqualTo("cancelled");
        assertThat(content(batch.path("output_file_id"))).hasSize(1);
        assertThat(content(batch.path("error_file_id"))
                        .getFirst()
                        .path("error")
                        .path("code")
                        .stringValue())
                .isEqualTo("batch_cancelled");
        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    @Test
    void expiresWithHalfOfItMade() {
        simulator.faults().add(new FaultRule(null, FaultMode.EXPIRE, 1, 1));
        String id = submit(line("a", "gpt-image-2"), line("b", "gpt-image-2"))
                .path("id")
                .stringValue();
        pass(Duration.ofMinutes(15));

        JsonNode batch = get(id);

        assertThat(batch.path("status").stringValue()).isEqualTo("expired");
        assertThat(simulator.invoice().lines())
                .extracting(line -> line.purchase().clientRequestId())
                .hasSizeLessThan(2);
        assertThat(content(batch.path("error_file_id"))
                        .getLast()
                        .path("error")
                        .path("code")
                        .stringValue())
                .isEqualTo("batch_expired");
    }

    @Test
    void listsPageByPageTheNewestFirst() {
        String first = submit(line("a", "gpt-image-2")).path("id").stringValue();
        String second = submit(line("b", "gpt-image-2")).path("id").stringValue();

        JsonNode page = Caller.json(caller.get(caller.openAi("/v1/batches?limit=1")));
        JsonNode next = Caller.json(caller.get(caller.openAi("/v1/batches?limit=1&after=" + second)));

        assertThat(page.path("data").get(0).path("id").stringValue()).isEqualTo(second);
        assertThat(page.path("has_more").booleanValue()).isTrue();
        assertThat(next.path("data").get(0).path("id").stringValue()).isEqualTo(first);
        assertThat(next.path("has_more").booleanValue()).isFalse();
    }

    private static String line(String name, String model) {
        return "{\"custom_id\":\"" + name
                + "\",\"method\":\"POST\",\"url\":\"/v1/images/generations\",\"body\":{\"model\":\"" + model
                + "\",\"prompt\":\"jar\",\"quality\":\"low\"}}";
    }

    private JsonNode submit(String... lines) {
        byte[] form = new Form()
                .text("purpose", "batch")
                .file("file", "application/jsonl", String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .bytes();
        HttpResponse<String> file = caller.post(
                caller.to("/v1/files").header("Authorization", "Bearer sk").header("Content-Type", Form.TYPE), form);
        String fileId = Caller.json(file).path("id").stringValue();
        return Caller.json(
                caller.post(
                        caller.openAi("/v1/batches"),
                        "{\"input_file_id\":\"" + fileId
                                + "\",\"endpoint\":\"/v1/images/generations\",\"completion_window\":\"24h\",\"metadata\":{\"run\":\"7\"}}"));
    }

    private JsonNode get(String id) {
        return Caller.json(caller.get(caller.openAi("/v1/batches/" + id)));
    }

    private List<JsonNode> content(JsonNode fileId) {
        HttpResponse<String> file = caller.get(caller.openAi("/v1/files/" + fileId.stringValue() + "/content"));
        return Arrays.stream(file.body().split("\n")).map(Json.MAPPER::readTree).toList();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
