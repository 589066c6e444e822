package io.diptych.simulator.openai;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Workshop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The good answers of the Images API, and the headers of all of them.
final class OpenAiAnswers {

    private final Workshop workshop;
    private final RateHeaders rateHeaders;

    OpenAiAnswers(Workshop workshop) {
        this.workshop = workshop;
        this.rateHeaders = new RateHeaders(workshop.clock());
    }

    /// The answer that carries finished images.
    ObjectNode images(ImageOrder order, List<byte[]> images, Usage usage) {
        ObjectNode body =
                describe(Json.object().put("created", workshop.clock().instant().getEpochSecond()), order);
        ArrayNode data = body.putArray("data");
        images.forEach(image -> data.addObject().put("b64_json", image));
        body.set("usage", usage(usage));
        return body;
    }

    /// What answers and events alike say of an image.
    static ObjectNode describe(ObjectNode body, ImageOrder order) {
        return body.put("background", order.background())
                .put("output_format", order.madeAs())
                .put("quality", order.quality())
                .put("size", order.size().toString());
    }

    static ObjectNode usage(Usage usage) {
        ObjectNode tokens = Json.object()
                .put("total_tokens", usage.total())
                .put("input_tokens", usage.in())
                .put("output_tokens", usage.out());
        tokens.putObject("input_tokens_details")
                .put("text_tokens", usage.textIn())
                .put("image_tokens", usage.imageIn());
        tokens.putObject("output_tokens_details")
                .put("image_tokens", usage.imageOut())
                .put("text_tokens", usage.textOut());
        return tokens;
    }

    Answer.Whole headed(Answer.Whole answer, Call call, String requestId) {
        Answer.Whole headed = answer;
        for (var header : headers(call, requestId).entrySet()) {
            headed = headed.with(header.getKey(), header.getValue());
        }
        return headed;
    }

    Map<String, String> headers(Call call, String requestId) {
        Duration took = Duration.ofNanos(System.nanoTime() - call.startNanos());
        Map<String, String> headers = new LinkedHashMap<>(rateHeaders.next());
        headers.put("x-request-id", requestId);
        headers.put("openai-version", "2020-10-01");
        headers.put("openai-processing-ms", Long.toString(took.toMillis()));
        return headers;
    }
}
