package io.diptych.quality.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/// Reads the boxes of an MP4 (ISO base media, ISO/IEC 14496-12) without decoding anything. Nothing
/// in the file makes it
/// allocate memory.
public final class Mp4 {
    private static final Set<String> CONTAINERS = Set.of("moov", "trak");
    private static final int DEEPEST = 4;

    private final ByteBuffer file;
    private String brand = "";
    private double seconds;
    private int width;
    private int height;
    private boolean index;
    private boolean media;
    private boolean broken;

    private Mp4(byte[] bytes) {
        this.file = ByteBuffer.wrap(bytes);
    }

    /// What the file says; empty when it is no MP4.
    public static Optional<Clip> read(byte[] bytes) {
        if (bytes.length < 16 || !new String(bytes, 4, 4, ISO_8859_1).equals("ftyp")) {
            return Optional.empty();
        }
        Mp4 mp4 = new Mp4(bytes);
        mp4.boxes(0, bytes.length, 0);
        return Optional.of(
                new Clip(mp4.brand, mp4.seconds, mp4.width, mp4.height, mp4.index && mp4.media && !mp4.broken));
    }

    private void boxes(long from, long to, int depth) {
        long at = from;
        while (at + 8 <= to && !broken) {
            long size = Integer.toUnsignedLong(file.getInt((int) at));
            int header = 8;
            if (size == 1 && at + 16 <= to) {
                size = file.getLong((int) at + 8);
                header = 16;
            } else if (size == 0) {
                size = to - at;
            }
            if (size < header || size > to - at) {
                broken = true;
                return;
            }
            box(type(at + 4), at + header, at + size, depth);
            at += size;
        }
        broken |= at != to;
    }

    private void box(String type, long from, long to, int depth) {
        switch (type) {
            case "ftyp" -> brand = to - from >= 4 ? type(from) : "";
            case "mdat" -> media = to > from;
            case "mvhd" -> movie(from, to);
            case "tkhd" -> track(from, to);
            default -> {
                index |= type.equals("moov");
                if (CONTAINERS.contains(type) && depth < DEEPEST) {
                    boxes(from, to, depth + 1);
                }
            }
        }
    }

    private void movie(long from, long to) {
        boolean wide = to - from >= 32 && file.get((int) from) == 1;
        if (to - from < 20) {
            broken = true;
            return;
        }
        long scale = Integer.toUnsignedLong(file.getInt((int) from + (wide ? 20 : 12)));
        long length = wide ? file.getLong((int) from + 24) : Integer.toUnsignedLong(file.getInt((int) from + 16));
        seconds = scale == 0 ? 0 : (double) length / scale;
    }

    /// Width and height end the box, in 1/65536 of a pixel.
    private void track(long from, long to) {
        if (to - from < 8) {
            broken = true;
            return;
        }
        int wide = file.getInt((int) to - 8) >>> 16;
        int high = file.getInt((int) to - 4) >>> 16;
        if ((long) wide * high > (long) width * height) {
            width = wide;
            height = high;
        }
    }

    private String type(long at) {
        return new String(file.array(), (int) at, 4, ISO_8859_1);
    }
}
