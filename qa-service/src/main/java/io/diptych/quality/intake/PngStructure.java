package io.diptych.quality.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// Whether a PNG is whole: readers decode one with broken checksums or a missing end without a word.
final class PngStructure {
    private static final int SIGNATURE = 8;
    private static final int LENGTH_AND_TYPE = 8;
    private static final int CHECKSUM = 4;

    private PngStructure() {}

    /// What is broken, for a person; empty when every chunk is right up to the last, and nothing
    /// follows it.
    static Optional<String> defect(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = SIGNATURE;
        while (bytes.length - at >= LENGTH_AND_TYPE) {
            int length = file.getInt(at);
            if (length < 0 || length > bytes.length - at - LENGTH_AND_TYPE - CHECKSUM) {
                return Optional.of("PNG ends inside the chunk at byte " + at);
            }
            String type = type(bytes, at);
            CRC32 checksum = new CRC32();
            checksum.update(bytes, at + 4, length + 4);
            at += LENGTH_AND_TYPE + length;
            if ((int) checksum.getValue() != file.getInt(at)) {
                return Optional.of("checksum of PNG chunk " + type + " is wrong");
            }
            at += CHECKSUM;
            if (type.equals("acTL")) {
                return Optional.of("PNG is animated (chunk acTL), only one frame is looked at");
            }
            if (type.equals("IEND")) {
                return trailer(bytes.length - at);
            }
        }
        return Optional.of("PNG has no IEND chunk: it is cut off after " + bytes.length + " bytes");
    }

    /// The content of the first chunk of a type, in a file without defect.
    static Optional<byte[]> chunk(byte[] bytes, String type) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = SIGNATURE;
        while (bytes.length - at >= LENGTH_AND_TYPE + CHECKSUM) {
            int length = file.getInt(at);
            if (type(bytes, at).equals(type)) {
                return Optional.of(Arrays.copyOfRange(bytes, at + LENGTH_AND_TYPE, at + LENGTH_AND_TYPE + length));
            }
            at += LENGTH_AND_TYPE + length + CHECKSUM;
        }
        return Optional.empty();
    }

    private static Optional<String> trailer(int bytes) {
        return bytes == 0
                ? Optional.empty()
                : Optional.of(bytes + " bytes follow the end of the PNG: it is another file too");
    }

    private static String type(byte[] bytes, int at) {
        return new String(bytes, at + 4, 4, StandardCharsets.US_ASCII);
    }
}
