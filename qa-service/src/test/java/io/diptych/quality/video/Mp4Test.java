package io.diptych.quality.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Stage;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Standing;
import io.diptych.quality.profile.Profiles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Mp4Test {

    @Test
    void readsLengthAndSize() {
        assertThat(Mp4.read(TestClips.clip(8, 1280, 720))).contains(new Clip("isom", 8.0, 1280, 720, true));
    }

    @Test
    void findsAClipGoodThatIsAsAskedFor() {
        Judgement judgement = judge(TestClips.clip(8, 1280, 720), 8, false);

        assertThat(judgement.standing()).isEqualTo(Standing.GOOD);
        assertThat(judgement.confidence()).isEqualTo(1);
    }

    @Test
    void losesConfidenceWhereTheFirstFrameOughtToBeCompared() {
        assertThat(judge(TestClips.clip(8, 1280, 720), 8, true).confidence()).isBetween(0.8, 0.95);
    }

    @Test
    void findsAClipThatIsTooShortOrOfAnotherShapeNotGood() {
        assertThat(judge(TestClips.clip(3, 1280, 720), 8, false).reasons()).containsExactly("video-duration");
        assertThat(judge(TestClips.clip(8, 720, 1280), 8, false).reasons()).containsExactly("video-ratio");
    }

    @Test
    void findsWhatIsNoClipBad() {
        byte[] whole = TestClips.clip(8, 1280, 720);

        assertThat(judge("<html>".getBytes(ISO_8859_1), 8, false).standing()).isEqualTo(Standing.BAD);
        for (int length : new int[] {10, 20, whole.length / 2, whole.length - 1}) {
            assertThat(judge(Arrays.copyOf(whole, length), 8, false).standing()).isEqualTo(Standing.BAD);
        }
    }

    private static Judgement judge(byte[] file, @Nullable Integer seconds, boolean still) {
        return VideoInspection.judge(
                file, 1280, 720, seconds, still, Profiles.shipped().of(Stage.VIDEO));
    }
}
