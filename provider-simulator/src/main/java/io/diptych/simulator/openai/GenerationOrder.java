package io.diptych.simulator.openai;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A call of the generations endpoint that keeps all the rules.
///
/// @param asked   the model's name as the caller wrote it
/// @param quality what `auto` came to
/// @param size    what `auto` came to
record GenerationOrder(
        OpenAiModel model, String asked, String prompt, int images, ImageSize size, String quality, String background) {

    private static final int MAX_PROMPT = 32_000;
    private static final int MAX_IMAGES = 10;
    private static final String AUTO_QUALITY = "medium";

    /// Reads the body of a call.
    ///
    /// @throws io.diptych.simulator.http.CallRejected naming the parameter that breaks a rule
    static GenerationOrder of(JsonNode body, List<OpenAiModel> models) {
        if (!body.isObject()) {
            throw OpenAiErrors.unreadable("the body is not an object");
        }
        String asked = text(body, "model", "");
        if (asked.isEmpty()) {
            throw OpenAiErrors.missing("model");
        }
        OpenAiModel model = models.stream()
                .filter(known -> known.isCalled(asked))
                .findFirst()
                .orElseThrow(() -> OpenAiErrors.noSuchModel(asked));
        oneOf(body, "output_format", "png", Set.of("png", "jpeg", "webp"));
        oneOf(body, "moderation", "auto", Set.of("auto", "low"));
        return new GenerationOrder(
                model, asked, prompt(body), images(body), size(body, model), quality(body, model), background(body));
    }

    private static String prompt(JsonNode body) {
        String prompt = text(body, "prompt", "");
        if (prompt.isBlank()) {
            throw OpenAiErrors.missing("prompt");
        }
        if (prompt.length() > MAX_PROMPT) {
            throw OpenAiErrors.invalid(
                    "prompt",
                    "string_above_max_length",
                    "Invalid 'prompt': string too long. Expected a string with maximum length " + MAX_PROMPT
                            + ", but got a string with length " + prompt.length() + " instead.");
        }
        return prompt;
    }

    private static int images(JsonNode body) {
        JsonNode n = body.path("n");
        if (n.isMissingNode() || n.isNull()) {
            return 1;
        }
        if (!n.isInt()) {
            throw OpenAiErrors.invalid(
                    "n", "invalid_type", "Invalid type for 'n': expected an integer, but got " + n + " instead.");
        }
        int images = n.intValue();
        if (images < 1) {
            throw OpenAiErrors.invalid(
                    "n",
                    "integer_below_min_value",
                    "Invalid 'n': integer below minimum value. Expected a value >= 1, but got " + images + " instead.");
        }
        if (images > MAX_IMAGES) {
            throw OpenAiErrors.invalid(
                    "n",
                    "integer_above_max_value",
                    "Invalid 'n': integer above maximum value. Expected a value <= " + MAX_IMAGES + ", but got "
                            + images + " instead.");
        }
        return images;
    }

    private static ImageSize size(JsonNode body, OpenAiModel model) {
        String asked = text(body, "size", "auto");
        if (asked.equals("auto")) {
            return ImageSize.SQUARE;
        }
        ImageSize size = ImageSize.parse(asked)
                .orElseThrow(() -> badSize(asked, "Expected 'auto' or WIDTHxHEIGHT, such as '1024x1024'."));
        model.objection(size).ifPresent(why -> {
            throw badSize(asked, why);
        });
        return size;
    }

    private static RuntimeException badSize(String asked, String why) {
        return OpenAiErrors.invalid("size", "invalid_value", "Invalid size '" + asked + "'. " + why);
    }

    private static String quality(JsonNode body, OpenAiModel model) {
        String asked = text(body, "quality", "auto");
        if (asked.equals("auto")) {
            return AUTO_QUALITY;
        }
        return oneOf(body, "quality", AUTO_QUALITY, model.qualities());
    }

    private static String background(JsonNode body) {
        String asked = oneOf(body, "background", "auto", Set.of("transparent", "opaque", "auto"));
        if (asked.equals("transparent") && text(body, "output_format", "png").equals("jpeg")) {
            throw OpenAiErrors.invalid(
                    "background", "invalid_value", "Transparent background is not supported for output format 'jpeg'.");
        }
        return asked.equals("auto") ? "opaque" : asked;
    }

    private static String oneOf(JsonNode body, String param, String otherwise, Set<String> values) {
        String value = text(body, param, otherwise);
        if (!values.contains(value)) {
            throw OpenAiErrors.invalid(
                    param,
                    "invalid_value",
                    "Invalid value: '" + value + "'. Supported values are: "
                            + values.stream().sorted().toList() + ".");
        }
        return value;
    }

    private static String text(JsonNode body, String param, String otherwise) {
        JsonNode value = body.path(param);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isString()) {
            throw OpenAiErrors.invalid(
                    param,
                    "invalid_type",
                    "Invalid type for '" + param + "': expected a string, but got " + value.getNodeType()
                            + " instead.");
        }
        return value.stringValue();
    }
}
