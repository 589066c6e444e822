package io.diptych.quality.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// MP4 files with the boxes that are looked at, and no film.
public final class TestClips {
    private TestClips() {}

    /// A whole file.
    public static byte[] clip(int seconds, int width, int height) {
        byte[] movie = ByteBuffer.allocate(100)
                .putInt(12, 1000)
                .putInt(16, seconds * 1000)
                .array();
        byte[] track = ByteBuffer.allocate(84)
                .putInt(76, width << 16)
                .putInt(80, height << 16)
                .array();
        byte[] type = "isom\0\0\0\0".getBytes(ISO_8859_1);
        return joined(
                box("ftyp", type),
                box("moov", joined(box("mvhd", movie), box("trak", box("tkhd", track)))),
                box("mdat", new byte[64]));
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(type.getBytes(ISO_8859_1))
                .put(content)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(joined::put);
        return joined.array();
    }
}
