package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Usage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GenerateContentResponse`s.
final class GeminiAnswers {

    private GeminiAnswers() {}

    /// An answer with its image.
    static ObjectNode image(ImageWish wish, String responseId, byte[] bytes) {
        ObjectNode body = Json.object();
        ObjectNode candidate = body.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        ArrayNode parts = content.putArray("parts");
        if (wish.withText()) {
            parts.addObject().put("text", ImageWish.SENTENCE);
        }
        parts.addObject()
                .putObject("inlineData")
                .put("mimeType", wish.mimeType())
                .put("data", bytes);
        content.put("role", "model");
        candidate.put("finishReason", "STOP").put("index", 0);
        Usage usage = wish.usage();
        ObjectNode metadata =
                metadata(body, usage).put("candidatesTokenCount", usage.out()).put("totalTokenCount", usage.total());
        tokens(metadata.putArray("candidatesTokensDetails"), "IMAGE", usage.imageOut());
        return signed(body, wish, responseId);
    }

    /// An answer that says why there is no image.
    ///
    /// @param reason `IMAGE_SAFETY` or `NO_IMAGE`
    static ObjectNode noImage(ImageWish wish, String responseId, String reason) {
        ObjectNode body = Json.object();
        body.putArray("candidates")
                .addObject()
                .put("finishReason", reason)
                .put("finishMessage", "Unable to show the generated image.")
                .put("index", 0);
        Usage usage = wish.usage();
        metadata(body, usage).put("totalTokenCount", usage.in());
        return signed(body, wish, responseId);
    }

    private static ObjectNode metadata(ObjectNode body, Usage usage) {
        ObjectNode metadata = body.putObject("usageMetadata").put("promptTokenCount", usage.in());
        ArrayNode details = metadata.putArray("promptTokensDetails");
        tokens(details, "TEXT", usage.textIn());
        if (usage.imageIn() > 0) {
            tokens(details, "IMAGE", usage.imageIn());
        }
        return metadata;
    }

    private static void tokens(ArrayNode details, String modality, long count) {
        details.addObject().put("modality", modality).put("tokenCount", count);
    }

    private static ObjectNode signed(ObjectNode body, ImageWish wish, String responseId) {
        return body.put("modelVersion", wish.asked()).put("responseId", responseId);
    }
}
