package io.diptych.simulator.openai;

import io.diptych.simulator.drawing.Commission;
import io.diptych.simulator.drawing.Picture;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Purchase;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Tokens;
import io.diptych.simulator.workshop.Workshop;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A call for images that keeps all the rules.
///
/// @param asked    the model's name as the caller wrote it
/// @param quality  what `auto` came to
/// @param size     what `auto` came to
/// @param format   `png`, `jpeg` or `webp`
/// @param stream   whether the answer is a stream of events
/// @param partials unfinished images in the stream
/// @param inputs   images to start from, the one that is changed first; empty for a generation
/// @param mask     what of the first input may change; null for all of it
record ImageOrder(
        OpenAiModel model,
        String asked,
        String prompt,
        int images,
        ImageSize size,
        String quality,
        String background,
        String format,
        boolean stream,
        int partials,
        List<InputPicture> inputs,
        @Nullable InputPicture mask) {

    private static final int MAX_PROMPT = 32_000;
    private static final int MAX_IMAGES = 10;
    private static final int MAX_PARTIALS = 3;
    private static final String AUTO_QUALITY = "medium";

    /// Reads a call of the generations endpoint.
    ///
    /// @throws io.diptych.simulator.http.CallRejected naming the parameter that breaks a rule
    static ImageOrder generation(JsonNode body, List<OpenAiModel> models) {
        return of(body, models, List.of(), null);
    }

    /// Reads a call of the edits endpoint.
    ///
    /// @throws io.diptych.simulator.http.CallRejected naming the parameter that breaks a rule
    static ImageOrder edit(EditForm form, List<OpenAiModel> models) {
        ImageOrder order = of(form.fields(), models, form.images(), form.mask());
        if (form.fields().hasNonNull("input_fidelity") && !order.model().takesFidelity()) {
            throw OpenAiErrors.invalid(
                    "input_fidelity",
                    "invalid_input_fidelity_model",
                    "The model '" + order.asked() + "' does not support the 'input_fidelity' parameter.");
        }
        return order;
    }

    private static ImageOrder of(
            JsonNode body, List<OpenAiModel> models, List<InputPicture> inputs, @Nullable InputPicture mask) {
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
        String format = oneOf(body, "output_format", "png", Set.of("png", "jpeg", "webp"));
        oneOf(body, "moderation", "auto", Set.of("auto", "low"));
        return new ImageOrder(
                model,
                asked,
                prompt(body),
                whole(body, "n", 1, 1, MAX_IMAGES),
                size(body, model),
                quality(body, model),
                background(body),
                format,
                body.path("stream").asBoolean(false),
                whole(body, "partial_images", 0, 0, MAX_PARTIALS),
                inputs,
                mask);
    }

    ImageOrder {
        inputs = List.copyOf(inputs);
    }

    boolean isEdit() {
        return !inputs.isEmpty();
    }

    /// Tokens of this order.
    ///
    /// @param made  images that were made
    /// @param shown unfinished images that were sent
    Usage usage(int made, int shown) {
        long imageIn = inputs.stream()
                .mapToLong(input -> GptImageTokens.ofInput(input.width(), input.height()))
                .sum();
        long imageOut = (long) made * model.outputTokens(quality, size) + (long) shown * GptImageTokens.PARTIAL;
        return new Usage(Tokens.of(prompt), imageIn, 0, imageOut);
    }

    /// What the invoice says of it.
    Purchase purchase(Lane lane, @Nullable String clientRequestId, String requestId, Usage usage) {
        return new Purchase(
                "openai", model.id(), clientRequestId, requestId, lane, quality, size.toString(), images, usage);
    }

    /// One of its images, encoded. WebP is made as PNG, as the JDK has no writer for it.
    byte[] draw(Workshop workshop, int index, @Nullable FaultMode fault) throws InterruptedException {
        Picture picture = workshop.picture(model.id(), prompt, size.width(), size.height(), index, fault);
        return workshop.studio()
                .draw(new Commission(
                        picture,
                        inputs.stream().map(InputPicture::bytes).toList(),
                        mask == null ? null : mask.bytes(),
                        background.equals("transparent"),
                        madeAs()));
    }

    /// Format of the images that are made.
    String madeAs() {
        return format.equals("jpeg") ? "jpeg" : "png";
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

    private static int whole(JsonNode body, String param, int otherwise, int min, int max) {
        JsonNode n = body.path(param);
        if (n.isMissingNode() || n.isNull()) {
            return otherwise;
        }
        String invalid = "Invalid '" + param + "': integer ";
        if (!n.isInt()) {
            throw OpenAiErrors.invalid(
                    param,
                    "invalid_type",
                    "Invalid type for '" + param + "': expected an integer, but got " + n + " instead.");
        }
        int value = n.intValue();
        if (value < min) {
            throw OpenAiErrors.invalid(
                    param,
                    "integer_below_min_value",
                    invalid + "below minimum value. Expected a value >= " + min + ", but got " + value + " instead.");
        }
        if (value > max) {
            throw OpenAiErrors.invalid(
                    param,
                    "integer_above_max_value",
                    invalid + "above maximum value. Expected a value <= " + max + ", but got " + value + " instead.");
        }
        return value;
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
