package io.diptych.simulator.ark;

import io.diptych.simulator.chance.Pace;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltAnswer;
import io.diptych.simulator.fault.SpoiltImage;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.ModelFile;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /api/v3/images/generations`: Seedream as Ark answers, Z-Image as a gateway does; images are carried in the
/// answer or fetched from an address under `/api/v3/images/made`.
public final class Ark implements Feature {

    private static final int MAX_BODY_BYTES = 256 << 20;

    private final Workshop workshop;
    private final List<ArkModel> models = ModelFile.read("ark-models.json", ArkModel.class);
    private final Map<String, byte[]> made = new ConcurrentHashMap<>();

    public Ark(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("POST", "/api/v3/images/generations", this::generate)
                .add("GET", "/api/v3/images/made/{id}", this::download);
    }

    private Answer generate(Call call) throws IOException, InterruptedException {
        String requestId = workshop.ids().next("");
        try {
            checkKey(call);
            return answer(call, ArkOrder.of(body(call), models), requestId);
        } catch (CallRejected rejected) {
            return rejected.answer() instanceof Answer.Whole whole
                    ? whole.with("x-request-id", requestId)
                    : rejected.answer();
        }
    }

    private static void checkKey(Call call) {
        String authorization = call.header("Authorization");
        if (authorization == null
                || !authorization.startsWith("Bearer ")
                || authorization.startsWith("Bearer invalid")) {
            throw ArkErrors.noKey();
        }
    }

    private static JsonNode body(Call call) throws IOException {
        try {
            return Json.MAPPER.readTree(call.body(MAX_BODY_BYTES));
        } catch (JacksonException | BodyTooLarge e) {
            throw ArkErrors.invalid("", "The request body cannot be read: " + e.getMessage());
        }
    }

    private Answer answer(Call call, ArkOrder order, String requestId) throws InterruptedException {
        String key = Objects.requireNonNullElse(call.clientRequestId(), requestId);
        String model = order.model().id();
        @Nullable
        FaultMode fault =
                workshop.faults().strike(model, key, FaultMode.OF_OPENAI_CALLS).orElse(null);
        Answer.@Nullable Whole error = fault == null ? null : ArkFaults.answer(fault, model);
        if (error != null) {
            return error.with("x-request-id", requestId);
        }
        Duration latency = workshop.pace().latency(order.model().latency(), "latency", model, key);
        ObjectNode body = Json.object()
                .put("model", model)
                .put("created", workshop.clock().instant().getEpochSecond());
        boolean isMade = fault != FaultMode.REFUSAL && fault != FaultMode.EMPTY;
        if (isMade) {
            put(body, order, SpoiltImage.of(fault, order.draw(workshop, fault)), requestId, call);
        } else if (fault == FaultMode.REFUSAL) {
            body.putArray("data")
                    .addObject()
                    .putObject("error")
                    .put("code", "OutputImageSensitiveContentDetected")
                    .put("message", "The output image may contain sensitive information.");
        } else {
            body.putArray("data");
        }
        if (order.model().tokensPerPixel() > 0) {
            body.putObject("usage")
                    .put("generated_images", isMade ? 1 : 0)
                    .put("output_tokens", isMade ? order.outputTokens() : 0)
                    .put("total_tokens", isMade ? order.outputTokens() : 0);
        }
        Pace.await(call.startNanos(), latency);
        if (isMade) {
            workshop.invoice().bill(order.purchase(call.clientRequestId(), requestId));
        }
        return SpoiltAnswer.of(fault, Answer.json(200, body).with("x-request-id", requestId));
    }

    private void put(ObjectNode body, ArkOrder order, byte[] image, String requestId, Call call) {
        ObjectNode one = body.putArray("data").addObject();
        if (order.byUrl()) {
            made.put(requestId, image);
            one.put("url", "http://" + call.header("Host") + "/api/v3/images/made/" + requestId);
        } else {
            one.put("b64_json", image);
        }
        one.put("size", order.width() + "x" + order.height());
    }

    private Answer download(Call call) {
        byte[] image = made.get(call.path("id"));
        if (image == null) {
            throw new CallRejected(Answer.text(404, "text/plain", "no such image"));
        }
        return new Answer.Whole(
                200, image[0] == (byte) 0xFF ? "image/jpeg" : "image/png", Map.of(), ByteBuffer.wrap(image));
    }
}
