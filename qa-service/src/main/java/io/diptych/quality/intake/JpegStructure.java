package io.diptych.quality.intake;

import java.util.Optional;

/// Whether a JPEG is whole: a reader decodes half of one to a full-size image with a grey bottom.
final class JpegStructure {
    private static final int TRAILING_BYTES = 64;

    private JpegStructure() {}

    /// What is broken, for a person; empty when the end-of-image marker is there, if need be before some padding.
    static Optional<String> defect(byte[] bytes) {
        int earliest = Math.max(2, bytes.length - TRAILING_BYTES);
        for (int i = bytes.length - 2; i >= earliest; i--) {
            if ((bytes[i] & 0xFF) == 0xFF && (bytes[i + 1] & 0xFF) == 0xD9) {
                return Optional.empty();
            }
        }
        return Optional.of("JPEG has no end-of-image marker: it is cut off after " + bytes.length + " bytes");
    }
}
