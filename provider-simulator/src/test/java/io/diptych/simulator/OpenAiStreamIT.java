package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.http.Json;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiStreamIT {

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void sendsUnfinishedImagesAndThenTheFinishedOne() {
        HttpResponse<String> response = stream();

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        List<JsonNode> events = events(response);
        assertThat(events)
                .extracting(event -> event.path("type").stringValue())
                .containsExactly(
                        "image_generation.partial_image",
                        "image_generation.partial_image",
                        "image_generation.completed");
        assertThat(events)
                .extracting(event -> event.path("partial_image_index").asInt(-1))
                .containsExactly(0, 1, -1);
        assertThat(events.getLast().path("usage").path("output_tokens").asInt()).isEqualTo(196 + 200);
        assertThat(simulator.invoice().lines())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.purchase().usage().imageOut()).isEqualTo(396));
    }

    @Test
    void endsWithAnErrorEventAndNoBill() {
        simulator.faults().add(FaultRule.always(FaultMode.STREAM_ERROR));

        List<JsonNode> events = events(stream());

        assertThat(events.getLast().path("error").path("code").stringValue()).isEqualTo("moderation_blocked");
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void breaksOffAfterItsFirstEventAndIsBilled() {
        simulator.faults().add(FaultRule.always(FaultMode.CUT));

        assertThatThrownBy(this::stream).isInstanceOf(UncheckedIOException.class);

        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    private HttpResponse<String> stream() {
        return caller.post(
                caller.openAi("/v1/images/generations"),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a jar\",\"quality\":\"low\",\"stream\":true,\"partial_images\":2}");
    }

    private static List<JsonNode> events(HttpResponse<String> response) {
        return Arrays.stream(response.body().split("\n"))
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.MAPPER.readTree(line.substring(6)))
                .toList();
    }
}
