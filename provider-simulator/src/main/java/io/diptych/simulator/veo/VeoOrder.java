package io.diptych.simulator.veo;

import io.diptych.simulator.gemini.GeminiCalls;
import io.diptych.simulator.gemini.GeminiErrors;
import io.diptych.simulator.gemini.InlineImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A `predictLongRunning` request that keeps all the rules.
///
/// @param first          the film's first frame, null to begin with what the prompt says
/// @param references     what is to be seen in it, at most three, and none beside a first frame
/// @param negativePrompt what must not be seen or heard; blank for nothing
record VeoOrder(
        VeoModel model,
        String prompt,
        String negativePrompt,
        @Nullable InlineImage first,
        List<InlineImage> references,
        int samples,
        int seconds,
        String resolution,
        int width,
        int height) {

    private static final int MOST_SAMPLES = 4;
    private static final int MOST_REFERENCES = 3;

    VeoOrder {
        references = List.copyOf(references);
    }

    /// Reads a request.
    ///
    /// @throws io.diptych.simulator.http.CallRejected naming what breaks a rule
    static VeoOrder of(JsonNode body, VeoModel model) {
        JsonNode instance = body.path("instances").path(0);
        JsonNode parameters = body.path("parameters");
        String prompt = instance.path("prompt").asString("");
        JsonNode image = instance.path("image");
        if (prompt.isBlank() && image.isMissingNode()) {
            throw GeminiErrors.invalid("instances[0] has neither a prompt nor an image.");
        }
        int samples = parameters.path("sampleCount").asInt(1);
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw outOf("sampleCount", samples, "1 to " + MOST_SAMPLES);
        }
        int seconds = parameters.path("durationSeconds").asInt(model.seconds().getLast());
        if (!model.seconds().contains(seconds)) {
            throw outOf("durationSeconds", seconds, model.seconds().toString());
        }
        String resolution = parameters.path("resolution").asString("720p");
        if (!model.resolutions().contains(resolution)) {
            throw outOf("resolution", resolution, model.resolutions().toString());
        }
        String ratio = parameters.path("aspectRatio").asString("16:9");
        if (!List.of("16:9", "9:16").contains(ratio)) {
            throw outOf("aspectRatio", ratio, "[16:9, 9:16]");
        }
        int small = shortSide(resolution);
        int large = small * 16 / 9;
        boolean wide = ratio.equals("16:9");
        return new VeoOrder(
                model,
                prompt,
                parameters.path("negativePrompt").asString(""),
                image.isMissingNode()
                        ? null
                        : InlineImage.of(
                                image.path("bytesBase64Encoded"),
                                GeminiCalls.field(image, "mimeType"),
                                "instances[0].image"),
                references(instance, model),
                samples,
                seconds,
                resolution,
                wide ? large : small,
                wide ? small : large);
    }

    private static List<InlineImage> references(JsonNode instance, VeoModel model) {
        JsonNode given = instance.path("referenceImages");
        if (given.isEmpty()) {
            return List.of();
        }
        if (!model.references()) {
            throw GeminiErrors.invalid("`referenceImages` isn't supported by this model.");
        }
        if (!instance.path("image").isMissingNode()) {
            throw GeminiErrors.invalid("`referenceImages` and `image` cannot be used together.");
        }
        if (given.size() > MOST_REFERENCES) {
            throw GeminiErrors.invalid(
                    "instances[0].referenceImages has " + given.size() + " images, at most " + MOST_REFERENCES + ".");
        }
        List<InlineImage> references = new ArrayList<>();
        for (JsonNode one : given) {
            references.add(InlineImage.of(
                    one.path("image").path("bytesBase64Encoded"),
                    GeminiCalls.field(one.path("image"), "mimeType"),
                    "instances[0].referenceImages[" + references.size() + "].image"));
        }
        return references;
    }

    private static int shortSide(String resolution) {
        return switch (resolution) {
            case "720p" -> 720;
            case "1080p" -> 1080;
            default -> 2160;
        };
    }

    private static RuntimeException outOf(String parameter, Object value, String allowed) {
        return GeminiErrors.invalid(
                "The value of parameters." + parameter + " is " + value + ", but must be one of " + allowed + ".");
    }

    String size() {
        return width + "x" + height;
    }
}
