package io.diptych.quality.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Stage;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Standing;
import io.diptych.quality.profile.Profiles;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Mp4Test {

    @Test
    void readsLengthAndSize() {
        assertThat(Mp4.read(clip(8, 1280, 720))).contains(new Clip("isom", 8.0, 1280, 720, true));
    }

    @Test
    void findsAClipGoodThatIsAsAskedFor() {
        Judgement judgement = judge(clip(8, 1280, 720), 8, false);

        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
        assertThat(judgement.confidence()).isEqualTo(1);
    }

    @Test
    void losesConfidenceWhereTheFirstFrameOughtToBeCompared() {
        assertThat(judge(clip(8, 1280, 720), 8, true).confidence()).isBetween(0.8, 0.95);
    }

    @Test
    void findsAClipThatIsTooShortOrOfAnotherShapeNotGood() {
        assertThat(judge(clip(3, 1280, 720), 8, false).reasons()).containsExactly("video-duration");
        assertThat(judge(clip(8, 720, 1280), 8, false).reasons()).containsExactly("video-ratio");
    }

    @Test
    void findsWhatIsNoClipBad() {
        byte[] whole = clip(8, 1280, 720);

        assertThat(judge("<html>".getBytes(ISO_8859_1), 8, false).standing()).isEqualTo(Standing.BAD);
        for (int length : new int[] {10, 20, whole.length / 2, whole.length - 1}) {
            assertThat(judge(Arrays.copyOf(whole, length), 8, false).standing()).isEqualTo(Standing.BAD);
        }
    }

    private static Judgement judge(byte[] file, @Nullable Integer seconds, boolean still) {
        return VideoInspection.judge(
                file, 1280, 720, seconds, still, Profiles.shipped().of(Stage.VIDEO));
    }

    private static byte[] clip(int seconds, int width, int height) {
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
