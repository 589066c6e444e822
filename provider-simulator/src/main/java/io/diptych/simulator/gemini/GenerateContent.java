package io.diptych.simulator.gemini;

import io.diptych.simulator.chance.Pace;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltAnswer;
import io.diptych.simulator.fault.SpoiltImage;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Purchase;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `POST …:generateContent`: draws one image, bills it, answers as Gemini does.
final class GenerateContent {

    private final Workshop workshop;
    private final GeminiModels models;

    GenerateContent(Workshop workshop, GeminiModels models) {
        this.workshop = workshop;
        this.models = models;
    }

    /// The v1beta API, which knows everything.
    Answer v1beta(Call call) throws IOException, InterruptedException {
        GeminiCalls.checkKey(call);
        JsonNode body = GeminiCalls.body(call);
        JsonNode image = GeminiCalls.field(GeminiCalls.field(body, "generationConfig"), "imageConfig");
        for (String name : new String[] {"imageOutputOptions", "personGeneration"}) {
            if (!GeminiCalls.field(image, name).isMissingNode()) {
                throw GeminiErrors.unknownField(name, "generation_config.image_config");
            }
        }
        return answer(call, body, "v1beta");
    }

    /// Vertex with a project and a location, by an access token.
    Answer vertex(Call call) throws IOException, InterruptedException {
        GeminiCalls.checkToken(call);
        return answer(call, GeminiCalls.body(call), "v1beta1");
    }

    /// Vertex in express mode, by a key.
    Answer express(Call call) throws IOException, InterruptedException {
        GeminiCalls.checkKey(call);
        return answer(call, GeminiCalls.body(call), "v1beta1");
    }

    /// The v1 API, which has never heard of image output.
    Answer v1(Call call) throws IOException, InterruptedException {
        GeminiCalls.checkKey(call);
        JsonNode body = GeminiCalls.body(call);
        JsonNode config = GeminiCalls.field(body, "generationConfig");
        for (String name : new String[] {"responseModalities", "imageConfig"}) {
            if (!GeminiCalls.field(config, name).isMissingNode()) {
                throw GeminiErrors.unknownField(name, "generation_config");
            }
        }
        return answer(call, body, "v1");
    }

    private Answer answer(Call call, JsonNode body, String version) throws InterruptedException {
        String asked = call.path("model");
        GeminiModel model =
                models.find(asked).orElseThrow(() -> GeminiErrors.noSuchModel(asked, version, "generateContent"));
        ImageWish wish = ImageWish.of(body, model, asked);
        String responseId = workshop.ids().next("");
        String key = Objects.requireNonNullElse(call.clientRequestId(), responseId);
        @Nullable
        FaultMode fault = workshop.faults()
                .strike(model.id(), key, FaultMode.OF_GEMINI_CALLS)
                .orElse(null);
        Duration latency = workshop.pace().latency(model.latency(wish.resolution()), "latency", model.id(), key);
        Answer.@Nullable Whole error = fault == null ? null : GeminiFaults.answer(fault, model.id());
        if (error != null) {
            return timed(call, error);
        }
        if (fault == FaultMode.REFUSAL || fault == FaultMode.EMPTY) {
            Pace.await(call.startNanos(), latency);
            String reason = fault == FaultMode.REFUSAL ? "IMAGE_SAFETY" : "NO_IMAGE";
            return timed(call, Answer.json(200, GeminiAnswers.noImage(wish, responseId, reason)));
        }
        return generate(call, wish, responseId, fault, latency);
    }

    private Answer generate(Call call, ImageWish wish, String responseId, @Nullable FaultMode fault, Duration latency)
            throws InterruptedException {
        byte[] image = SpoiltImage.of(fault, wish.draw(workshop, fault));
        Answer.Whole answer = Answer.json(200, GeminiAnswers.image(wish, responseId, image));
        Pace.await(call.startNanos(), latency);
        workshop.invoice().bill(purchase(wish, Lane.STANDARD, call.clientRequestId(), responseId));
        return SpoiltAnswer.of(fault, timed(call, answer));
    }

    static Purchase purchase(ImageWish wish, Lane lane, @Nullable String clientRequestId, String responseId) {
        return new Purchase(
                "google",
                wish.model().id(),
                clientRequestId,
                responseId,
                lane,
                wish.resolution(),
                wish.size().toString(),
                1,
                wish.usage());
    }

    private static Answer.Whole timed(Call call, Answer.Whole answer) {
        Duration took = Duration.ofNanos(System.nanoTime() - call.startNanos());
        return answer.with("Server-Timing", "gfet4t7; dur=" + took.toMillis());
    }
}
