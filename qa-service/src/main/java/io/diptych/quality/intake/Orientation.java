package io.diptych.quality.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera held itself, by EXIF: readers give the pixels as they lie in the file.
enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    MIRRORED_UPSIDE_DOWN,
    TRANSPOSED,
    TURNED_LEFT,
    TRANSVERSED,
    TURNED_RIGHT;

    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;

    /// The orientation that a TIFF block names. Nonsense counts as upright, as it does for every
    /// viewer.
    static Orientation of(byte[] tiff) {
        if (tiff.length < 8) {
            return UPRIGHT;
        }
        ByteBuffer block = ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(block.getInt(4));
        if (directory + 2 > tiff.length) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(block.getShort((int) directory));
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > tiff.length) {
                return UPRIGHT;
            }
            if (Short.toUnsignedInt(block.getShort((int) entry)) == TAG) {
                int value = Short.toUnsignedInt(block.getShort((int) entry + 8));
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /// The picture as it was meant to be seen.
    Picture turn(Picture picture) {
        int right = picture.width() - 1;
        int bottom = picture.height() - 1;
        return switch (this) {
            case UPRIGHT -> picture;
            case MIRRORED -> picture.rearranged(false, (x, y) -> picture.index(right - x, y));
            case UPSIDE_DOWN -> picture.rearranged(false, (x, y) -> picture.index(right - x, bottom - y));
            case MIRRORED_UPSIDE_DOWN -> picture.rearranged(false, (x, y) -> picture.index(x, bottom - y));
            case TRANSPOSED -> picture.rearranged(true, (x, y) -> picture.index(y, x));
            case TURNED_LEFT -> picture.rearranged(true, (x, y) -> picture.index(y, bottom - x));
            case TRANSVERSED -> picture.rearranged(true, (x, y) -> picture.index(right - y, bottom - x));
            case TURNED_RIGHT -> picture.rearranged(true, (x, y) -> picture.index(right - y, x));
        };
    }
}
