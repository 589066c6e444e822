package io.diptych.simulator.openai;

import io.diptych.simulator.chance.Pace;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltAnswer;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Endpoint;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Purchase;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Tokens;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/images/generations`: draws images, bills them, answers as OpenAI does.
final class ImageGenerations implements Endpoint {

    private static final int MAX_BODY_BYTES = 1 << 20;

    private final Workshop workshop;
    private final List<OpenAiModel> models;
    private final RateHeaders rateHeaders;

    ImageGenerations(Workshop workshop, List<OpenAiModel> models) {
        this.workshop = workshop;
        this.models = models;
        this.rateHeaders = new RateHeaders(workshop.clock());
    }

    @Override
    public Answer handle(Call call) throws IOException, InterruptedException {
        String requestId = workshop.ids().next("req_");
        try {
            OpenAiKey.check(call);
            GenerationOrder order = GenerationOrder.of(json(call), models);
            return answer(call, order, requestId);
        } catch (CallRejected rejected) {
            return rejected.answer() instanceof Answer.Whole whole ? headed(whole, call, requestId) : rejected.answer();
        }
    }

    private Answer answer(Call call, GenerationOrder order, String requestId) throws InterruptedException {
        String key = Objects.requireNonNullElse(call.clientRequestId(), requestId);
        String model = order.model().id();
        @Nullable
        FaultMode fault =
                workshop.faults().strike(model, key, FaultMode.OF_CALLS).orElse(null);
        Duration latency = workshop.pace().latency(order.model().latency(order.quality()), "latency", model, key);
        return switch (fault) {
            case RATE_LIMIT -> headed(OpenAiErrors.rateLimit(model), call, requestId);
            case SERVER_ERROR -> headed(OpenAiErrors.serverError(), call, requestId);
            case REFUSAL -> {
                Pace.await(call.startNanos(), latency);
                yield headed(OpenAiErrors.refusal(requestId), call, requestId);
            }
            case EMPTY -> {
                Pace.await(call.startNanos(), latency);
                yield headed(Answer.json(200, body(order, List.of(), usage(order, 0))), call, requestId);
            }
            case null -> generate(call, order, requestId, null, latency);
            case HANG, MALFORMED, BLANK, WRONG_RATIO, CUT -> generate(call, order, requestId, fault, latency);
        };
    }

    private Answer generate(
            Call call, GenerationOrder order, String requestId, @Nullable FaultMode fault, Duration latency)
            throws InterruptedException {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < order.images(); i++) {
            ImageSize size = order.size();
            images.add(workshop.draw(order.model().id(), order.prompt(), size.width(), size.height(), i, fault));
        }
        Usage usage = usage(order, images.size());
        Answer.Whole answer = Answer.json(200, body(order, images, usage));
        Pace.await(call.startNanos(), latency);
        workshop.invoice()
                .bill(new Purchase(
                        "openai",
                        order.model().id(),
                        call.clientRequestId(),
                        requestId,
                        Lane.STANDARD,
                        order.quality(),
                        order.size().toString(),
                        images.size(),
                        usage));
        return SpoiltAnswer.of(fault, headed(answer, call, requestId));
    }

    private static JsonNode json(Call call) throws IOException {
        try {
            return Json.MAPPER.readTree(call.body(MAX_BODY_BYTES));
        } catch (JacksonException | BodyTooLarge e) {
            throw OpenAiErrors.unreadable(Objects.requireNonNullElse(e.getMessage(), "no reason"));
        }
    }

    private static Usage usage(GenerationOrder order, int images) {
        int tokens = order.model().outputTokens(order.quality(), order.size());
        return new Usage(Tokens.of(order.prompt()), 0, 0, (long) images * tokens);
    }

    private ObjectNode body(GenerationOrder order, List<byte[]> images, Usage usage) {
        ObjectNode body = Json.object()
                .put("created", workshop.clock().instant().getEpochSecond())
                .put("background", order.background())
                .put("output_format", "png")
                .put("quality", order.quality())
                .put("size", order.size().toString());
        ArrayNode data = body.putArray("data");
        images.forEach(png -> data.addObject().put("b64_json", png));
        ObjectNode tokens = body.putObject("usage")
                .put("total_tokens", usage.total())
                .put("input_tokens", usage.in())
                .put("output_tokens", usage.out());
        tokens.putObject("input_tokens_details")
                .put("text_tokens", usage.textIn())
                .put("image_tokens", usage.imageIn());
        tokens.putObject("output_tokens_details")
                .put("image_tokens", usage.imageOut())
                .put("text_tokens", usage.textOut());
        return body;
    }

    private Answer.Whole headed(Answer.Whole answer, Call call, String requestId) {
        Duration took = Duration.ofNanos(System.nanoTime() - call.startNanos());
        return rateHeaders
                .on(answer)
                .with("x-request-id", requestId)
                .with("openai-version", "2020-10-01")
                .with("openai-processing-ms", Long.toString(took.toMillis()));
    }
}
