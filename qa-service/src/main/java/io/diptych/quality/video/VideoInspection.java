package io.diptych.quality.video;

import io.diptych.events.CheckStatus;
import io.diptych.quality.check.Finding;
import io.diptych.quality.check.Graded;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges videos by their container: whole, as long as asked for, of the right shape. Frames are
/// not decoded, so the
/// first frame is never compared with the still: that check always skips, which lowers the confidence.
public final class VideoInspection {
    private static final double MOST_RATIO_ERROR = 0.03;
    private static final double SHORTEST_SHARE = 0.9;
    private static final double LONGEST_SHARE = 1.25;

    private VideoInspection() {}

    /// Judges a file. A pure function.
    ///
    /// @param width     in pixels; not positive where any will do
    /// @param height    in pixels; not positive where any will do
    /// @param seconds   how long it ought to be; null where any length will do
    /// @param withStill whether it was made from a still
    public static Judgement judge(
            byte[] bytes, int width, int height, @Nullable Integer seconds, boolean withStill, Profile profile) {
        Optional<Clip> clip = Mp4.read(bytes);
        List<Graded> graded = new ArrayList<>();
        graded.add(graded(container(clip), true, 3));
        clip.filter(Clip::whole).ifPresent(it -> {
            graded.add(graded(length(it, seconds), false, 2));
            graded.add(graded(shape(it, width, height), false, 2));
            graded.add(graded(firstFrame(withStill), false, 1));
        });
        return new Judgement(profile, graded, profile.acceptFrom(), null, null);
    }

    private static Finding container(Optional<Clip> clip) {
        if (clip.isEmpty()) {
            return finding("video-container", CheckStatus.FAILED, Map.of(), "first bytes are not those of an MP4");
        }
        Clip it = clip.get();
        boolean good = it.whole() && it.width() > 0;
        return finding(
                "video-container",
                good ? CheckStatus.PASSED : CheckStatus.FAILED,
                Map.of("width", (double) it.width(), "height", (double) it.height(), "seconds", it.seconds()),
                good
                        ? "MP4 of brand '" + it.brand() + "', whole"
                        : "MP4 without index, media or a visible track, or cut off");
    }

    private static Finding length(Clip clip, @Nullable Integer seconds) {
        Map<String, Double> measured = Map.of("seconds", clip.seconds());
        if (seconds == null) {
            boolean some = clip.seconds() > 0;
            return finding(
                    "video-duration",
                    some ? CheckStatus.PASSED : CheckStatus.FAILED,
                    measured,
                    "lasts " + clip.seconds() + " s, any length will do");
        }
        boolean right = clip.seconds() >= seconds * SHORTEST_SHARE && clip.seconds() <= seconds * LONGEST_SHARE;
        return finding(
                "video-duration",
                right ? CheckStatus.PASSED : CheckStatus.FAILED,
                measured,
                "lasts " + clip.seconds() + " s, asked for are " + seconds + " s");
    }

    private static Finding shape(Clip clip, int width, int height) {
        if (width <= 0 || height <= 0) {
            return notAsked("video-ratio", "no size is expected");
        }
        double ratio = (double) clip.width() / clip.height();
        double wanted = (double) width / height;
        double error = Math.max(ratio / wanted, wanted / ratio) - 1;
        return finding(
                "video-ratio",
                error <= MOST_RATIO_ERROR ? CheckStatus.PASSED : CheckStatus.FAILED,
                Map.of("ratioError", error),
                "video is " + clip.width() + "x" + clip.height() + ", the route is " + width + "x" + height);
    }

    private static Finding firstFrame(boolean withStill) {
        return withStill
                ? finding("video-first-frame", CheckStatus.SKIPPED, Map.of(), "frames are not decoded here")
                : notAsked("video-first-frame", "the video was not made from a still");
    }

    private static Finding finding(String id, CheckStatus status, Map<String, Double> measured, String detail) {
        return new Finding(id, "1", status, measured, detail, List.of(), true);
    }

    private static Finding notAsked(String id, String detail) {
        return new Finding(id, "1", CheckStatus.SKIPPED, Map.of(), detail, List.of(), false);
    }

    private static Graded graded(Finding finding, boolean hard, double weight) {
        return new Graded(finding, hard, weight, Duration.ZERO);
    }
}
