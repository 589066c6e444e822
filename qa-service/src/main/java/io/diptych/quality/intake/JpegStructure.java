package io.diptych.quality.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/// Whether a JPEG is whole: a reader decodes half of one to a full-size image with a grey bottom.
final class JpegStructure {
    private static final int MOST_PADDING = 64;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP1 = 0xE1;
    private static final String EXIF = "Exif\0\0";

    private JpegStructure() {}

    /// What is broken, for a person; empty when the end-of-image marker is there, if need be before
    /// some padding.
    static Optional<String> defect(byte[] bytes) {
        int end = endOfImage(bytes);
        if (end < 0) {
            return Optional.of("JPEG has no end-of-image marker: it is cut off after " + bytes.length + " bytes");
        }
        int trailing = bytes.length - end;
        return trailing <= MOST_PADDING
                ? Optional.empty()
                : Optional.of(trailing + " bytes follow the end of the JPEG: it is another file too");
    }

    /// The EXIF block, as TIFF.
    static Optional<byte[]> exif(byte[] bytes) {
        int at = 2;
        while (at + 4 <= bytes.length && at(bytes, at) == 0xFF && at(bytes, at + 1) != START_OF_SCAN) {
            int length = at(bytes, at + 2) << 8 | at(bytes, at + 3);
            int content = at + 4;
            int end = at + 2 + length;
            if (length < 2 || end > bytes.length) {
                return Optional.empty();
            }
            if (at(bytes, at + 1) == APP1
                    && end - content >= EXIF.length()
                    && new String(bytes, content, EXIF.length(), ISO_8859_1).equals(EXIF)) {
                return Optional.of(Arrays.copyOfRange(bytes, content + EXIF.length(), end));
            }
            at = end;
        }
        return Optional.empty();
    }

    /// First byte after the end-of-image marker; -1 when there is none.
    private static int endOfImage(byte[] bytes) {
        int at = 2;
        while (at + 1 < bytes.length) {
            if (at(bytes, at) != 0xFF) {
                at++;
                continue;
            }
            int marker = at(bytes, at + 1);
            if (marker == END_OF_IMAGE) {
                return at + 2;
            }
            if (marker == 0xFF) {
                at++;
            } else if (standsAlone(marker) || at + 3 >= bytes.length) {
                at += 2;
            } else {
                at += 2 + (at(bytes, at + 2) << 8 | at(bytes, at + 3));
            }
        }
        return -1;
    }

    /// Stuffed bytes, restarts and the like, which have no length.
    private static boolean standsAlone(int marker) {
        return marker <= 1 || (marker >= 0xD0 && marker <= 0xD8);
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
