package io.diptych.simulator.gemini;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Tokens;
import io.diptych.simulator.workshop.Workshop;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A `GenerateContentRequest` for an image that keeps all the rules.
///
/// @param asked      the model's name as the caller wrote it
/// @param prompt     the text parts, one per line
/// @param references the reference images that came along, in their order
/// @param resolution `512`, `1K`, `2K` or `4K`
/// @param mimeType   of the image that comes back; only Vertex lets one choose
/// @param withText   whether a sentence comes back beside the image
record ImageWish(
        GeminiModel model,
        String asked,
        String prompt,
        List<InlineImage> references,
        String resolution,
        GeminiPixels size,
        String mimeType,
        boolean withText) {

    ImageWish {
        references = List.copyOf(references);
    }

    static final String SENTENCE = "Here is the image you asked for.";

    /// Reads a request.
    ///
    /// @throws io.diptych.simulator.http.CallRejected naming the field that breaks a rule
    static ImageWish of(JsonNode request, GeminiModel model, String asked) {
        JsonNode config = GeminiCalls.field(request, "generationConfig");
        Set<String> modalities = modalities(config, asked);
        if (GeminiCalls.field(config, "candidateCount").asInt(1) != 1) {
            throw GeminiErrors.invalid("Multiple candidates is not enabled for models/" + asked);
        }
        JsonNode image = GeminiCalls.field(config, "imageConfig");
        String resolution = resolution(GeminiCalls.field(image, "imageSize"), model);
        String ratio = GeminiCalls.field(image, "aspectRatio").asString("1:1");
        GeminiPixels size = GeminiPixels.at1K(model, ratio)
                .orElseThrow(
                        () -> GeminiErrors.invalid("Invalid value at 'generation_config.image_config.aspect_ratio': \""
                                + ratio + "\" is not supported by models/" + asked + "."))
                .at(resolution);
        String prompt = prompt(request);
        List<InlineImage> references = InlineImage.all(request);
        if (references.size() > model.maxReferences()) {
            throw GeminiErrors.invalid("models/" + asked + " takes at most " + model.maxReferences()
                    + " input images, but got " + references.size() + ".");
        }
        return new ImageWish(
                model, asked, prompt, references, resolution, size, mimeType(image), modalities.contains("TEXT"));
    }

    private static Set<String> modalities(JsonNode config, String asked) {
        JsonNode list = GeminiCalls.field(config, "responseModalities");
        if (list.isMissingNode() || list.isEmpty()) {
            return Set.of("TEXT", "IMAGE");
        }
        Set<String> modalities = new TreeSet<>();
        list.forEach(one -> modalities.add(one.asString()));
        if (!modalities.contains("IMAGE") || !Set.of("TEXT", "IMAGE").containsAll(modalities)) {
            throw GeminiErrors.invalid(
                    "The requested combination of response modalities (" + String.join(", ", modalities)
                            + ") is not supported by the model. models/" + asked
                            + " accepts the following combination of response modalities:\n* IMAGE\n* IMAGE, TEXT\n");
        }
        return modalities;
    }

    private static String resolution(JsonNode imageSize, GeminiModel model) {
        String asked = imageSize.asString("1K");
        if (!model.resolutions().contains(asked)) {
            throw GeminiErrors.invalid("Invalid value at 'generation_config.image_config.image_size': \"" + asked
                    + "\". Supported values: " + new TreeSet<>(model.resolutions()) + ".");
        }
        return asked;
    }

    private static String mimeType(JsonNode image) {
        String type = GeminiCalls.field(GeminiCalls.field(image, "imageOutputOptions"), "mimeType")
                .asString("image/png");
        if (!type.equals("image/png") && !type.equals("image/jpeg")) {
            throw GeminiErrors.invalid("Unsupported output mime type: " + type);
        }
        return type;
    }

    private static String prompt(JsonNode request) {
        StringBuilder prompt = new StringBuilder();
        for (JsonNode content : GeminiCalls.field(request, "contents")) {
            for (JsonNode part : content.path("parts")) {
                String text = part.path("text").asString("");
                if (!text.isEmpty()) {
                    prompt.append(prompt.isEmpty() ? "" : "\n").append(text);
                }
            }
        }
        if (prompt.toString().isBlank()) {
            throw GeminiErrors.invalid(
                    "* GenerateContentRequest.contents: contents is not specified, or has no part with text\n");
        }
        return prompt.toString();
    }

    /// What the request is metered at once its image is made.
    Usage usage() {
        return new Usage(
                Tokens.of(prompt),
                (long) references.size() * model.referenceTokens(),
                withText ? Tokens.of(SENTENCE) : 0,
                model.imageTokens(resolution));
    }

    /// The image itself, in its own format.
    byte[] draw(Workshop workshop, @Nullable FaultMode fault) throws InterruptedException {
        byte[] png = workshop.draw(model.id(), prompt, size.width(), size.height(), 0, fault);
        byte[] used = ReferenceUse.on(
                png,
                references.stream()
                        .filter(InlineImage::readable)
                        .map(InlineImage::bytes)
                        .toList());
        return mimeType.equals("image/png") ? used : ReferenceUse.jpeg(used);
    }
}
