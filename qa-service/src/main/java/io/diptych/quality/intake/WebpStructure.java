package io.diptych.quality.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// Whether a WebP is whole and has one frame.
final class WebpStructure {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;

    private WebpStructure() {}

    /// What is broken, for a person.
    static Optional<String> defect(byte[] bytes) {
        long claimed = Integer.toUnsignedLong(little(bytes).getInt(4)) + 8;
        if (claimed > bytes.length) {
            return Optional.of("WebP claims " + claimed + " bytes: it is cut off after " + bytes.length);
        }
        if (bytes.length - claimed > 1) {
            return Optional.of((bytes.length - claimed) + " bytes follow the end of the WebP: it is another file too");
        }
        if (chunk(bytes, "ANIM").isPresent()) {
            return Optional.of("WebP is animated (chunk ANIM), only one frame is looked at");
        }
        return chunk(bytes, "VP8 ").isPresent() || chunk(bytes, "VP8L").isPresent()
                ? Optional.empty()
                : Optional.of("WebP has no image data (chunk VP8 or VP8L)");
    }

    /// The EXIF block, as TIFF.
    static Optional<byte[]> exif(byte[] bytes) {
        return chunk(bytes, "EXIF");
    }

    private static Optional<byte[]> chunk(byte[] bytes, String type) {
        ByteBuffer file = little(bytes);
        long at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= bytes.length) {
            long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
            long content = at + CHUNK_HEADER;
            if (content + length > bytes.length) {
                return Optional.empty();
            }
            if (new String(bytes, (int) at, 4, US_ASCII).equals(type)) {
                return Optional.of(Arrays.copyOfRange(bytes, (int) content, (int) (content + length)));
            }
            at = content + length + (length & 1);
        }
        return Optional.empty();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
