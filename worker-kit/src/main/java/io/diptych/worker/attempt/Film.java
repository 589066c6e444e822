package io.diptych.worker.attempt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the boxes of an MP4 file say of its film (ISO/IEC 14496-12). Nothing is decoded, and no length that the file
/// claims is believed beyond the file's end.
///
/// @param width          of the first track that has one, in pixels
/// @param height         of the same track, in pixels
/// @param durationMillis length, in milliseconds
/// @param codec          code of the track's format, for example `avc1` or `jpeg`
/// @param firstFrame     the first sample, where each sample is a JPEG image of its own; null otherwise
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Film(int width, int height, long durationMillis, String codec, byte @Nullable [] firstFrame) {
    static final String MEDIA_TYPE = "video/mp4";

    private static final int BOX_HEAD = 8;

    /// Reads an MP4 file; empty for anything else, and for one whose boxes do not hold together.
    static Optional<Film> read(byte[] file) {
        ByteBuffer whole = ByteBuffer.wrap(file);
        if (first(whole, "ftyp").isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<ByteBuffer> movie = first(whole, "moov");
            Optional<Long> millis = movie.flatMap(box -> first(box, "mvhd")).map(Film::millis);
            if (millis.isEmpty() || millis.get() < 1) {
                return Optional.empty();
            }
            return all(movie.get(), "trak").stream()
                    .flatMap(track -> ofTrack(track, millis.get(), file).stream())
                    .findFirst();
        } catch (IndexOutOfBoundsException | ArithmeticException _) {
            // A box is shorter than its kind.
            return Optional.empty();
        }
    }

    private static long millis(ByteBuffer movieHead) {
        boolean isLong = movieHead.get(0) == 1;
        long scale = Integer.toUnsignedLong(movieHead.getInt(isLong ? 20 : 12));
        long duration = isLong ? movieHead.getLong(24) : Integer.toUnsignedLong(movieHead.getInt(16));
        return scale == 0 ? 0 : Math.multiplyExact(duration, 1000L) / scale;
    }

    private static Optional<Film> ofTrack(ByteBuffer track, long millis, byte[] file) {
        Optional<ByteBuffer> head = first(track, "tkhd");
        Optional<ByteBuffer> samples =
                first(track, "mdia").flatMap(box -> first(box, "minf")).flatMap(box -> first(box, "stbl"));
        Optional<ByteBuffer> description = samples.flatMap(box -> first(box, "stsd"));
        if (head.isEmpty() || samples.isEmpty() || description.isEmpty()) {
            return Optional.empty();
        }
        // The size is the last thing in a track's head, in 16.16 fixed point.
        int end = head.get().limit();
        int width = head.get().getInt(end - 8) >>> 16;
        int height = head.get().getInt(end - 4) >>> 16;
        return width < 1 || height < 1
                ? Optional.empty()
                : Optional.of(
                        new Film(width, height, millis, text(description.get(), 12), firstJpeg(samples.get(), file)));
    }

    private static byte @Nullable [] firstJpeg(ByteBuffer samples, byte[] file) {
        Optional<ByteBuffer> sizes = first(samples, "stsz");
        Optional<ByteBuffer> offsets = first(samples, "stco");
        if (sizes.isEmpty() || offsets.isEmpty() || offsets.get().getInt(4) < 1) {
            return null;
        }
        int common = sizes.get().getInt(4);
        long size = Integer.toUnsignedLong(common == 0 ? sizes.get().getInt(12) : common);
        long from = Integer.toUnsignedLong(offsets.get().getInt(8));
        if (size < 2 || from + size > file.length) {
            return null;
        }
        byte[] sample = new byte[(int) size];
        System.arraycopy(file, (int) from, sample, 0, sample.length);
        return sample[0] == (byte) 0xFF && sample[1] == (byte) 0xD8 ? sample : null;
    }

    private static Optional<ByteBuffer> first(ByteBuffer parent, String type) {
        return all(parent, type).stream().findFirst();
    }

    /// Contents of the boxes of one type, as far as the parent reaches.
    private static List<ByteBuffer> all(ByteBuffer parent, String type) {
        List<ByteBuffer> found = new ArrayList<>();
        long at = 0;
        while (at + BOX_HEAD <= parent.limit()) {
            long size = Integer.toUnsignedLong(parent.getInt((int) at));
            long head = BOX_HEAD;
            if (size == 1 && at + 2 * BOX_HEAD <= parent.limit()) {
                size = parent.getLong((int) at + BOX_HEAD);
                head = 2 * BOX_HEAD;
            } else if (size == 0) {
                size = parent.limit() - at;
            }
            if (size < head || size > parent.limit() - at) {
                break;
            }
            if (text(parent, (int) at + 4).equals(type)) {
                found.add(parent.slice((int) (at + head), (int) (size - head)));
            }
            at += size;
        }
        return found;
    }

    private static String text(ByteBuffer box, int from) {
        byte[] code = new byte[4];
        box.get(from, code);
        return new String(code, StandardCharsets.ISO_8859_1);
    }
}
