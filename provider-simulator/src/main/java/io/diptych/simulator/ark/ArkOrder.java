package io.diptych.simulator.ark;

import io.diptych.simulator.drawing.Commission;
import io.diptych.simulator.drawing.Picture;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Purchase;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Workshop;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A call that keeps all the rules. One image is made; groups are not simulated.
///
/// @param tier      the size as the caller wrote it
/// @param byUrl     whether the answer says where the image is instead of carrying it
/// @param watermark whether the provider's mark is put on the image, which it is unless the caller says no
/// @param inputs    encoded images to start from
record ArkOrder(
        ArkModel model,
        String prompt,
        String tier,
        int width,
        int height,
        boolean byUrl,
        boolean watermark,
        List<byte[]> inputs) {

    private static final Map<String, Integer> EDGES = Map.of("1K", 1024, "2K", 2048, "4K", 4096);
    private static final Pattern PIXELS = Pattern.compile("([1-9][0-9]{1,4})[x*]([1-9][0-9]{1,4})");
    private static final Pattern DATA_URL = Pattern.compile("data:image/(?:png|jpeg);base64,");

    ArkOrder {
        inputs = List.copyOf(inputs);
    }

    /// Reads the body of a call.
    ///
    /// @throws io.diptych.simulator.http.CallRejected naming the parameter that breaks a rule
    static ArkOrder of(JsonNode body, List<ArkModel> models) {
        String asked = body.path("model").asString("");
        ArkModel model = models.stream()
                .filter(known -> known.isCalled(asked))
                .findFirst()
                .orElseThrow(() -> ArkErrors.noSuchModel(asked));
        String prompt = body.path("prompt").asString("");
        if (prompt.isBlank()) {
            throw ArkErrors.invalid("prompt", "The parameter `prompt` is required.");
        }
        if (!model.tiers().isEmpty() && body.has("n")) {
            throw ArkErrors.invalid("n", "The parameter `n` is not supported by this model.");
        }
        if (body.path("stream").asBoolean(false)) {
            throw ArkErrors.invalid("stream", "This simulator does not stream this model.");
        }
        String format = body.path("response_format").asString("url");
        if (!format.equals("url") && !format.equals("b64_json")) {
            throw ArkErrors.invalid("response_format", "`response_format` must be url or b64_json.");
        }
        String size = body.path("size").asString(model.tiers().isEmpty() ? "1024x1024" : "2K");
        int[] pixels = pixels(model, size);
        return new ArkOrder(
                model,
                prompt,
                size,
                pixels[0],
                pixels[1],
                format.equals("url"),
                body.path("watermark").asBoolean(!model.tiers().isEmpty()),
                inputs(body.path("image"), model));
    }

    private static int[] pixels(ArkModel model, String size) {
        Integer edge = model.tiers().contains(size) ? EDGES.get(size) : null;
        if (edge != null) {
            return new int[] {edge, edge};
        }
        Matcher matcher = PIXELS.matcher(size);
        if (!matcher.matches()) {
            throw ArkErrors.invalid("size", "`size` is " + size + ", but must be WxH or one of " + model.tiers());
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = Integer.parseInt(matcher.group(2));
        long area = (long) width * height;
        if (area < model.minPixels() || area > model.maxPixels()) {
            throw ArkErrors.invalid(
                    "size", "`size` must have between " + model.minPixels() + " and " + model.maxPixels() + " pixels.");
        }
        return new int[] {width, height};
    }

    private static List<byte[]> inputs(JsonNode image, ArkModel model) {
        List<byte[]> inputs = new ArrayList<>();
        for (JsonNode one : image.isArray() ? image : image.isMissingNode() ? List.<JsonNode>of() : List.of(image)) {
            String url = one.asString("");
            Matcher data = DATA_URL.matcher(url);
            if (!data.lookingAt()) {
                throw ArkErrors.invalid("image", "`image` must be a data URL of a PNG or JPEG here.");
            }
            inputs.add(Base64.getDecoder().decode(url.substring(data.end())));
        }
        if (inputs.size() > model.maxReferences()) {
            throw ArkErrors.invalid(
                    "image",
                    "`image` has " + inputs.size() + " images, at most " + model.maxReferences() + " are taken.");
        }
        return inputs;
    }

    /// The image, encoded.
    byte[] draw(Workshop workshop, @Nullable FaultMode fault) throws InterruptedException {
        Picture picture = workshop.picture(model.id(), prompt, width, height, 0, fault);
        return workshop.studio().draw(Commission.unmasked(picture, inputs, model.jpeg() ? "jpeg" : "png"));
    }

    long outputTokens() {
        return Math.round(width * (double) height * model.tokensPerPixel());
    }

    /// What the invoice says of it.
    Purchase purchase(@Nullable String clientRequestId, String requestId) {
        return new Purchase(
                model.provider(),
                model.id(),
                clientRequestId,
                requestId,
                Lane.STANDARD,
                tier,
                width + "x" + height,
                1,
                new Usage(0, 0, 0, outputTokens()));
    }
}
