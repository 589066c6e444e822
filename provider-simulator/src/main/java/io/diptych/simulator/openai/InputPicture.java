package io.diptych.simulator.openai;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// An image that a caller sent.
///
/// @param bytes  a PNG or JPEG; WebP is taken for unreadable, as the JDK has no reader for it
/// @param width  in pixels
/// @param height in pixels
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record InputPicture(byte[] bytes, int width, int height, boolean hasAlpha) {

    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/webp");
    private static final int MAX_BYTES = 50 << 20;
    private static final int MAX_MASK_BYTES = 4 << 20;

    /// Reads an image to start from.
    ///
    /// @param param what the caller calls it
    /// @throws io.diptych.simulator.http.CallRejected if its media type is not one of three, or it is no image
    static InputPicture of(String param, byte[] bytes, @Nullable String mediaType) {
        if (mediaType == null || !TYPES.contains(mediaType)) {
            throw OpenAiErrors.invalid(
                    param,
                    "unsupported_file_mimetype",
                    "Invalid file '" + param + "': unsupported mimetype ('"
                            + (mediaType == null ? "application/octet-stream" : mediaType)
                            + "'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.");
        }
        if (bytes.length > MAX_BYTES) {
            throw OpenAiErrors.invalid(
                    param,
                    "image_too_large",
                    "Invalid file '" + param + "': " + bytes.length + " bytes, but at most " + MAX_BYTES
                            + " are taken.");
        }
        return read(param, bytes);
    }

    /// Reads a mask for an image.
    ///
    /// @throws io.diptych.simulator.http.CallRejected if it is too large, has another size or nothing transparent
    static InputPicture mask(byte[] bytes, InputPicture image) {
        if (bytes.length > MAX_MASK_BYTES) {
            throw OpenAiErrors.invalid("mask", "image_too_large", "Invalid mask image: it must have less than 4 MB.");
        }
        InputPicture mask = read("mask", bytes);
        if (mask.width() != image.width() || mask.height() != image.height()) {
            throw OpenAiErrors.invalid(
                    "mask",
                    "invalid_image_file",
                    "Invalid mask image: its size " + mask.width() + "x" + mask.height() + " is not the image's, "
                            + image.width() + "x" + image.height() + ".");
        }
        if (!mask.hasAlpha()) {
            throw OpenAiErrors.invalid("mask", "invalid_image_format", "Invalid mask image: it has no alpha channel.");
        }
        return mask;
    }

    private static InputPicture read(String param, byte[] bytes) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            if (image != null) {
                return new InputPicture(
                        bytes,
                        image.getWidth(),
                        image.getHeight(),
                        image.getColorModel().hasAlpha());
            }
        } catch (IOException | RuntimeException broken) {
            throw unreadable(param);
        }
        throw unreadable(param);
    }

    private static RuntimeException unreadable(String param) {
        return OpenAiErrors.invalid(
                param,
                "invalid_image_file",
                "Invalid image file or mode for '" + param + "', please check your image file.");
    }
}
