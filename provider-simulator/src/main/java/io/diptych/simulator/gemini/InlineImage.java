package io.diptych.simulator.gemini;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// An image that a request carries.
///
/// @param readable whether it can be drawn; WebP and HEIC are taken, but the simulator cannot look into them
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record InlineImage(byte[] bytes, String mimeType, boolean readable) {

    private static final Set<String> TYPES =
            Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");
    private static final int MAX_BYTES = 7 * 1024 * 1024;

    /// Reads the images of a `GenerateContentRequest`, in their order.
    ///
    /// @throws io.diptych.simulator.http.CallRejected if one of them is not an image
    static List<InlineImage> all(JsonNode request) {
        List<InlineImage> images = new ArrayList<>();
        for (JsonNode content : GeminiCalls.field(request, "contents")) {
            for (JsonNode part : content.path("parts")) {
                JsonNode data = GeminiCalls.field(part, "inlineData");
                if (!data.isMissingNode()) {
                    images.add(of(data.path("data"), GeminiCalls.field(data, "mimeType"), "inline_data"));
                }
            }
        }
        return images;
    }

    /// Reads one image.
    ///
    /// @param field its name, for the message
    /// @throws io.diptych.simulator.http.CallRejected if it is not an image
    public static InlineImage of(JsonNode base64, JsonNode mimeType, String field) {
        String type = mimeType.asString("");
        if (!TYPES.contains(type)) {
            throw GeminiErrors.invalid("Unsupported MIME type: " + type);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.asString(""));
        } catch (IllegalArgumentException e) {
            throw GeminiErrors.invalid("Invalid value at '" + field + ".data' (TYPE_BYTES), Base64 decoding failed");
        }
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw GeminiErrors.invalid("Unable to process input image. It has " + bytes.length
                    + " bytes, but must have 1 to " + MAX_BYTES + ".");
        }
        boolean drawable = type.equals("image/png") || type.equals("image/jpeg");
        if (drawable && !ReferenceUse.isReadable(bytes)) {
            throw GeminiErrors.invalid("Unable to process input image. Please retry or report in"
                    + " https://developers.generativeai.google/guide/troubleshooting");
        }
        return new InlineImage(bytes, type, drawable);
    }
}
