package io.diptych.worker.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Whether the file of an image has an end. The header of one that broke off half-way reads like that of a whole one,
/// and whoever pays for it should hear so before it is delivered. The picture itself is not decoded.
public final class ImageEnd {
    private static final int PNG_SIGNATURE_BYTES = 8;
    /// Of a PNG's chunk besides its data: length, name, checksum.
    private static final int PNG_CHUNK_BYTES = 12;

    private static final int JPEG_MARKER = 0xff;
    private static final int JPEG_END = 0xd9;
    private static final int JPEG_SCAN = 0xda;
    private static final int RIFF_HEADER_BYTES = 8;

    private ImageEnd() {}

    /// Whether a PNG, JPEG or WebP surely breaks off before its end. False for everything else: nothing is known of it.
    ///
    /// @param image what [ImageHeader] has read
    public static boolean isMissing(byte[] image) {
        return switch (ImageHeader.read(image).map(ImageHeader::mediaType).orElse("")) {
            case "image/png" -> !hasPngEnd(image);
            case "image/jpeg" -> breaksOff(image);
            case "image/webp" -> !hasAllOfRiff(image);
            default -> false;
        };
    }

    private static boolean hasPngEnd(byte[] png) {
        ByteBuffer chunks = ByteBuffer.wrap(png);
        for (long at = PNG_SIGNATURE_BYTES; at + PNG_CHUNK_BYTES <= png.length; ) {
            int length = chunks.getInt((int) at);
            if (new String(png, (int) at + 4, 4, StandardCharsets.US_ASCII).equals("IEND")) {
                return true;
            }
            at += PNG_CHUNK_BYTES + Integer.toUnsignedLong(length);
        }
        return false;
    }

    /// The end stands behind the first scan: thumbnails before it have ends of their own. Inside a scan the two bytes
    /// mean nothing else. Segments that cannot be followed say nothing.
    private static boolean breaksOff(byte[] jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.length) {
            int marker = unsigned(jpeg, at + 1);
            if (unsigned(jpeg, at) != JPEG_MARKER) {
                return false;
            }
            if (marker == JPEG_SCAN) {
                return !hasEndAfter(jpeg, at);
            }
            // Any number of fill bytes, which look like the first one of a marker, may stand before it.
            at += marker == JPEG_MARKER ? 1 : 2 + (unsigned(jpeg, at + 2) << 8) + unsigned(jpeg, at + 3);
        }
        return true;
    }

    private static boolean hasEndAfter(byte[] jpeg, int scan) {
        for (int at = jpeg.length - 2; at > scan; at--) {
            if (unsigned(jpeg, at) == JPEG_MARKER && unsigned(jpeg, at + 1) == JPEG_END) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAllOfRiff(byte[] webp) {
        int length = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        return RIFF_HEADER_BYTES + Integer.toUnsignedLong(length) <= webp.length;
    }

    private static int unsigned(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }
}
