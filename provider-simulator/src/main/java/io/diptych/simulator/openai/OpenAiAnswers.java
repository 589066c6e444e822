package io.diptych.simulator.openai;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.limit.AccountLimits;
import io.diptych.simulator.workshop.Workshop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The good answers of the Images API, and the headers of all of them.
final class OpenAiAnswers {

    private final Workshop workshop;
    private final AccountLimits limits;

    /// @param limits that the headers tell of
    OpenAiAnswers(Workshop workshop, AccountLimits limits) {
        this.workshop = workshop;
        this.limits = limits;
    }

    /// The headers of the account's limits on a model.
    Map<String, String> rates(String model) {
        return RateHeaders.of(limits, model);
    }

    /// Takes what a call needs of the account's limits; the answer to one that is too much, null to any other.
    Answer.@Nullable Whole overLimit(ImageOrder order) {
        Usage usage = order.usage(order.images(), order.partials());
        return limits.take(order.model().id(), order.images(), usage.total())
                .map(excess -> RateHeaders.refusal(order.model().id(), excess))
                .orElse(null);
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

    /// @param rates headers of the account's limits, as they stood when the call was taken
    Answer.Whole headed(Answer.Whole answer, Call call, String requestId, Map<String, String> rates) {
        Answer.Whole headed = answer;
        for (var header : headers(call, requestId, rates).entrySet()) {
            headed = headed.with(header.getKey(), header.getValue());
        }
        return headed;
    }

    /// @param rates headers of the account's limits, as they stood when the call was taken
    Map<String, String> headers(Call call, String requestId, Map<String, String> rates) {
        Duration took = Duration.ofNanos(System.nanoTime() - call.startNanos());
        Map<String, String> headers = new LinkedHashMap<>(rates);
        headers.put("x-request-id", requestId);
        headers.put("openai-version", "2020-10-01");
        headers.put("openai-processing-ms", Long.toString(took.toMillis()));
        return headers;
    }
}
