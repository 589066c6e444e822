package io.diptych.worker.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// What the first bytes of an image say: its type and size. The picture itself is not decoded.
///
/// @param mediaType IANA media type, from the bytes and not from what a provider calls it
/// @param width     in pixels
/// @param height    in pixels
public record ImageHeader(String mediaType, int width, int height) {
    private static final int WEBP_HEADER_BYTES = 30;
    private static final int PNG_HEADER_BYTES = 33;
    private static final int PNG_COLOUR_TYPE = 25;
    private static final int PNG_ALPHA = 4;

    /// Reads PNG, JPEG, GIF, BMP, TIFF and WebP headers; empty for anything else.
    public static Optional<ImageHeader> read(byte[] image) {
        return isWebp(image) ? webp(image) : known(image);
    }

    /// Whether a PNG has transparency: an alpha channel, or a `tRNS` chunk before its pixels. False for anything else.
    public static boolean isPngWithAlpha(byte[] image) {
        if (image.length < PNG_HEADER_BYTES || !"PNG".equals(new String(image, 1, 3, StandardCharsets.US_ASCII))) {
            return false;
        }
        int colourType = image[PNG_COLOUR_TYPE];
        return (colourType & PNG_ALPHA) != 0 || hasTransparencyChunk(image);
    }

    private static boolean hasTransparencyChunk(byte[] png) {
        ByteBuffer chunks = ByteBuffer.wrap(png);
        // A chunk is its length, its name, that many bytes, and a checksum.
        for (long at = 8; at + 12 <= png.length; ) {
            String name = text(png, (int) at + 4);
            if (name.equals("tRNS") || name.equals("IDAT")) {
                return name.equals("tRNS");
            }
            at += 12 + Integer.toUnsignedLong(chunks.getInt((int) at));
        }
        return false;
    }

    private static Optional<ImageHeader> known(byte[] image) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                String mediaType = reader.getOriginatingProvider().getMIMETypes()[0];
                return of(mediaType, reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            // ImageIO readers throw runtime exceptions of many kinds for broken headers.
            return Optional.empty();
        }
    }

    private static boolean isWebp(byte[] image) {
        return image.length >= WEBP_HEADER_BYTES && "RIFF".equals(text(image, 0)) && "WEBP".equals(text(image, 8));
    }

    /// The JDK reads no WebP: the three kinds of its first chunk say the size in three ways.
    private static Optional<ImageHeader> webp(byte[] image) {
        ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        return switch (text(image, 12)) {
            case "VP8 " -> of("image/webp", header.getShort(26) & 0x3fff, header.getShort(28) & 0x3fff);
            case "VP8L" -> {
                int bits = header.getInt(21);
                yield of("image/webp", (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
            }
            case "VP8X" ->
                of("image/webp", (header.getInt(24) & 0xffffff) + 1, (header.getInt(26) >>> 8 & 0xffffff) + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<ImageHeader> of(String mediaType, int width, int height) {
        return width < 1 || height < 1 ? Optional.empty() : Optional.of(new ImageHeader(mediaType, width, height));
    }

    private static String text(byte[] image, int from) {
        return new String(image, from, 4, StandardCharsets.US_ASCII);
    }
}
