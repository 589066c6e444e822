package io.diptych.quality.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/// Whether a PNG is whole: readers decode one with broken checksums or a missing end without a word.
final class PngStructure {
    private static final int SIGNATURE = 8;
    private static final int LENGTH_AND_TYPE = 8;
    private static final int CHECKSUM = 4;

    private PngStructure() {}

    /// What is broken, for a person; empty when every chunk is right up to the last.
    static Optional<String> defect(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = SIGNATURE;
        while (bytes.length - at >= LENGTH_AND_TYPE) {
            int length = file.getInt(at);
            if (length < 0 || length > bytes.length - at - LENGTH_AND_TYPE - CHECKSUM) {
                return Optional.of("PNG ends inside the chunk at byte " + at);
            }
            String type = new String(bytes, at + 4, 4, StandardCharsets.US_ASCII);
            CRC32 checksum = new CRC32();
            checksum.update(bytes, at + 4, length + 4);
            at += LENGTH_AND_TYPE + length;
            if ((int) checksum.getValue() != file.getInt(at)) {
                return Optional.of("checksum of PNG chunk " + type + " is wrong");
            }
            at += CHECKSUM;
            if (type.equals("IEND")) {
                return Optional.empty();
            }
        }
        return Optional.of("PNG has no IEND chunk: it is cut off after " + bytes.length + " bytes");
    }
}
