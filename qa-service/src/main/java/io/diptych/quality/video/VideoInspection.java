package io.diptych.quality.video;

import io.diptych.events.CheckStatus;
import io.diptych.platform.film.Film;
import io.diptych.quality.check.Finding;
import io.diptych.quality.check.Graded;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Profile;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges videos: whole, as long as asked for, of the right shape, and beginning with the still they were made from.
/// Safe
/// for use by several threads.
public final class VideoInspection {
    private static final double MOST_RATIO_ERROR = 0.03;
    private static final double SHORTEST_SHARE = 0.9;
    private static final double LONGEST_SHARE = 1.25;

    private final FirstFrameCheck firstFrame;

    /// @param intake takes first frames and stills in
    public VideoInspection(ImageIntake intake) {
        this.firstFrame = new FirstFrameCheck(intake);
    }

    /// Judges a file. Nothing but what is given goes into a judgement.
    ///
    /// @param width   in pixels; not positive where any will do
    /// @param height  in pixels; not positive where any will do
    /// @param seconds how long it ought to be; null where any length will do
    /// @param still   what it was made from; null where it was made from words alone
    public Judgement judge(
            byte[] bytes, int width, int height, @Nullable Integer seconds, @Nullable Parcel still, Profile profile)
            throws InterruptedException {
        Optional<Film> film = Film.read(bytes);
        List<Graded> graded = new ArrayList<>();
        graded.add(graded(container(film), true, 3));
        if (film.isPresent() && film.get().whole()) {
            Film it = film.get();
            graded.add(graded(length(it, seconds), false, 2));
            graded.add(graded(shape(it, width, height), false, 2));
            long started = System.nanoTime();
            Finding begins = firstFrame.examine(it, still);
            graded.add(new Graded(begins, true, 2, Duration.ofNanos(System.nanoTime() - started)));
        }
        return new Judgement(profile, graded, profile.acceptFrom(), null, null);
    }

    private static Finding container(Optional<Film> film) {
        if (film.isEmpty()) {
            return finding("video-container", CheckStatus.FAILED, Map.of(), "first bytes are not those of an MP4");
        }
        Film it = film.get();
        boolean good = it.whole() && it.width() > 0;
        return finding(
                "video-container",
                good ? CheckStatus.PASSED : CheckStatus.FAILED,
                Map.of("width", (double) it.width(), "height", (double) it.height(), "seconds", it.seconds()),
                good
                        ? "MP4 of brand '" + it.brand() + "', whole"
                        : "MP4 without index, media or a visible track, or cut off");
    }

    private static Finding length(Film film, @Nullable Integer seconds) {
        Map<String, Double> measured = Map.of("seconds", film.seconds());
        if (seconds == null) {
            boolean some = film.seconds() > 0;
            return finding(
                    "video-duration",
                    some ? CheckStatus.PASSED : CheckStatus.FAILED,
                    measured,
                    "lasts " + film.seconds() + " s, any length will do");
        }
        boolean right = film.seconds() >= seconds * SHORTEST_SHARE && film.seconds() <= seconds * LONGEST_SHARE;
        return finding(
                "video-duration",
                right ? CheckStatus.PASSED : CheckStatus.FAILED,
                measured,
                "lasts " + film.seconds() + " s, asked for are " + seconds + " s");
    }

    private static Finding shape(Film film, int width, int height) {
        if (width <= 0 || height <= 0) {
            return notAsked("video-ratio", "no size is expected");
        }
        double ratio = (double) film.width() / film.height();
        double wanted = (double) width / height;
        double error = Math.max(ratio / wanted, wanted / ratio) - 1;
        return finding(
                "video-ratio",
                error <= MOST_RATIO_ERROR ? CheckStatus.PASSED : CheckStatus.FAILED,
                Map.of("ratioError", error),
                "video is " + film.width() + "x" + film.height() + ", the route is " + width + "x" + height);
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
