package io.diptych.simulator.veo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes MP4 files (ISO/IEC 14496-12) with one track of H.264, all frames equally long, the first a key frame.
final class Mp4 {

    private static final int UNITS_PER_SECOND = 1000;
    private static final int[] UNITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private Mp4() {}

    /// A film of these frames.
    ///
    /// @param frames      units of the stream, each after its length in four bytes
    /// @param frameMillis how long each is shown
    /// @param sequence    sequence parameter set
    /// @param picture     picture parameter set
    static byte[] of(List<byte[]> frames, int frameMillis, byte[] sequence, byte[] picture, int width, int height) {
        byte[] type = box("ftyp", ascii("isom"), number(0x200), ascii("isom"), ascii("mp42"));
        byte[] media = box("mdat", frames.toArray(byte[][]::new));
        byte[] movie = box(
                "moov",
                head(frames.size() * frameMillis),
                track(frames, frameMillis, entry(sequence, picture, width, height), width, height, type.length + 8));
        return joined(type, media, movie);
    }

    private static byte[] head(int millis) {
        return box(
                "mvhd",
                new byte[12],
                number(UNITS_PER_SECOND),
                number(millis),
                number(0x10000),
                new byte[12],
                numbers(UNITY),
                new byte[24],
                number(2));
    }

    private static byte[] track(
            List<byte[]> frames, int frameMillis, byte[] entry, int width, int height, int firstOffset) {
        int length = frames.size() * frameMillis;
        byte[] head = box(
                "tkhd",
                number(3),
                new byte[8],
                number(1),
                number(0),
                number(length),
                new byte[16],
                numbers(UNITY),
                number(width << 16),
                number(height << 16));
        byte[] mediaHead = box("mdhd", new byte[12], number(UNITS_PER_SECOND), number(length), number(0x55C40000));
        byte[] handler = box("hdlr", new byte[8], ascii("vide"), new byte[12], ascii("frames\0"));
        byte[] source = box("dinf", box("dref", number(0), number(1), box("url ", number(1))));
        byte[] info = box(
                "minf", box("vmhd", number(1), new byte[8]), source, samples(frames, frameMillis, entry, firstOffset));
        return box("trak", head, box("mdia", mediaHead, handler, info));
    }

    private static byte[] entry(byte[] sequence, byte[] picture, int width, int height) {
        byte[] profile = Arrays.copyOfRange(sequence, 1, 4);
        byte[] config = box(
                "avcC",
                new byte[] {1},
                profile,
                new byte[] {(byte) 0xFF, (byte) 0xE1},
                shorts(sequence.length),
                sequence,
                new byte[] {1},
                shorts(picture.length),
                picture);
        return box(
                "avc1",
                new byte[6],
                shorts(1),
                new byte[16],
                shorts(width, height),
                number(0x480000),
                number(0x480000),
                number(0),
                shorts(1),
                new byte[32],
                shorts(24, 0xFFFF),
                config);
    }

    private static byte[] samples(List<byte[]> frames, int frameMillis, byte[] entry, int firstOffset) {
        int[] sizes = frames.stream().mapToInt(frame -> frame.length).toArray();
        return box(
                "stbl",
                box("stsd", number(0), number(1), entry),
                box("stts", number(0), number(1), number(frames.size()), number(frameMillis)),
                box("stss", number(0), number(1), number(1)),
                box("stsc", number(0), number(1), number(1), number(frames.size()), number(1)),
                box("stsz", number(0), number(0), number(frames.size()), numbers(sizes)),
                box("stco", number(0), number(1), number(firstOffset)));
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] body = joined(content);
        return joined(number(body.length + 8), ascii(type), body);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(int value) {
        return numbers(value);
    }

    private static byte[] numbers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }
}
