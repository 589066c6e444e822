package io.diptych.openai;

import com.openai.core.MultipartField;
import com.openai.models.images.ImageEditParams.Image;
import io.diptych.worker.provider.InputImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/// Input images as a request carries them.
///
/// All images of a form are one field of the SDK with one media type, so images of several types all become PNGs. A
/// field is read once: it is made anew for every call.
///
/// @param images    encoded, all of one type
/// @param mediaType of all of them
record InputParts(List<byte[]> images, String mediaType) {
    private static final String PNG = "image/png";

    InputParts {
        images = List.copyOf(images);
    }

    /// @throws IllegalArgumentException if an image of mixed ones cannot be read
    static InputParts of(List<InputImage> inputs) {
        List<String> types =
                inputs.stream().map(InputImage::mediaType).distinct().toList();
        if (types.size() == 1) {
            return new InputParts(inputs.stream().map(InputImage::bytes).toList(), types.getFirst());
        }
        return new InputParts(inputs.stream().map(InputParts::png).toList(), PNG);
    }

    private static byte[] png(InputImage input) {
        if (input.mediaType().equals(PNG)) {
            return input.bytes();
        }
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(input.bytes()));
            ByteArrayOutputStream png = new ByteArrayOutputStream(input.bytes().length);
            if (image != null && ImageIO.write(image, "png", png)) {
                return png.toByteArray();
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException(problem(input), unreadable);
        }
        throw new IllegalArgumentException(problem(input));
    }

    private static String problem(InputImage input) {
        return "references: an image of " + input.bytes().length + " bytes says it is " + input.mediaType()
                + ", and cannot be read to be sent beside images of other types; send all of them as PNG";
    }

    /// The field of a form; one image is called `image` and several `image[]`.
    MultipartField<Image> field() {
        List<InputStream> streams =
                images.stream().<InputStream>map(ByteArrayInputStream::new).toList();
        return MultipartField.<Image>builder()
                .value(streams.size() == 1 ? Image.ofInputStream(streams.getFirst()) : Image.ofInputStreams(streams))
                .filename("reference." + mediaType.substring(mediaType.indexOf('/') + 1))
                .contentType(mediaType)
                .build();
    }

    /// The mask as a field of a form.
    static MultipartField<InputStream> mask(InputImage mask) {
        return MultipartField.<InputStream>builder()
                .value(new ByteArrayInputStream(mask.bytes()))
                .filename("mask.png")
                .contentType(PNG)
                .build();
    }

    /// An image as a URL that carries it.
    static String dataUrl(InputImage image) {
        return "data:" + image.mediaType() + ";base64," + Base64.getEncoder().encodeToString(image.bytes());
    }
}
