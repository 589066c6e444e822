package io.diptych.quality.video;

import io.diptych.events.CheckStatus;
import io.diptych.platform.film.Film;
import io.diptych.platform.film.FirstFrame;
import io.diptych.quality.check.Finding;
import io.diptych.quality.intake.Companion;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.Intake;
import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Likeness;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Whether a film begins with the still it was made from, whatever part of it fits the film's shape. Safe for use by
/// several threads.
final class FirstFrameCheck {
    static final String ID = "video-first-frame";

    private static final String VERSION = "2";
    private static final double WARN_BELOW = 0.8;
    private static final double FAIL_BELOW = 0.5;
    private static final int SIDE = 24;

    private final ImageIntake intake;

    FirstFrameCheck(ImageIntake intake) {
        this.intake = intake;
    }

    /// @param still what the film was made from; null where it was made from words alone
    Finding examine(Film film, @Nullable Parcel still) throws InterruptedException {
        if (still == null) {
            return finding(CheckStatus.SKIPPED, Map.of(), "the video was not made from a still", false);
        }
        return switch (FirstFrame.of(film)) {
            case FirstFrame.Hidden(String reason) -> skipped("the first frame cannot be looked at: " + reason);
            case FirstFrame.Shown(byte[] jpeg, int _, int _) ->
                intake.take(new Parcel(jpeg, "image/jpeg"), List.of(still), FirstFrameCheck::compared);
        };
    }

    private static Finding compared(Intake frame, List<Companion> others) {
        return switch (frame) {
            case Refused(String reason, var _) -> skipped("the first frame cannot be looked at: " + reason);
            case Taken(Picture picture) ->
                switch (others.getFirst().get()) {
                    case Refused(String reason, var _) -> skipped("the still cannot be looked at: " + reason);
                    case Taken(Picture still) -> graded(likeness(still, picture));
                };
        };
    }

    private static Finding graded(double likeness) {
        CheckStatus status = likeness < FAIL_BELOW
                ? CheckStatus.FAILED
                : likeness < WARN_BELOW ? CheckStatus.WARNED : CheckStatus.PASSED;
        return finding(
                status,
                Map.of("likeness", likeness),
                String.format(
                        Locale.ROOT,
                        "likeness of the first frame and the still is %.2f (at least %.2f)",
                        likeness,
                        WARN_BELOW),
                true);
    }

    /// How alike light and colour are spread, -1..1, in small copies: of the whole pictures, of the middle of the still
    /// in the film's shape, and of the middle of the frame in the still's shape, whichever is most alike.
    static double likeness(Picture still, Picture frame) {
        double ratio = ratio(frame);
        return DoubleStream.of(
                        alike(still, frame, ratio),
                        alike(middle(still, ratio), frame, ratio),
                        alike(still, middle(frame, ratio(still)), ratio(still)))
                .max()
                .orElseThrow();
    }

    private static double alike(Picture first, Picture second, double ratio) {
        int width = ratio >= 1 ? SIDE : Math.max(1, (int) Math.round(SIDE * ratio));
        int height = ratio >= 1 ? Math.max(1, (int) Math.round(SIDE / ratio)) : SIDE;
        return Likeness.spread(first.resized(width, height), second.resized(width, height));
    }

    private static double ratio(Picture picture) {
        return (double) picture.width() / picture.height();
    }

    /// The largest part of a picture that has this shape, from its middle.
    private static Picture middle(Picture picture, double ratio) {
        int width = Math.clamp(Math.round(picture.height() * ratio), 1, picture.width());
        int height = Math.clamp(Math.round(picture.width() / ratio), 1, picture.height());
        int left = (picture.width() - width) / 2;
        int top = (picture.height() - height) / 2;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = picture.at(left + x, top + y);
            }
        }
        return Picture.of(width, height, pixels);
    }

    private static Finding skipped(String detail) {
        return finding(CheckStatus.SKIPPED, Map.of(), detail, true);
    }

    private static Finding finding(CheckStatus status, Map<String, Double> measured, String detail, boolean asked) {
        return new Finding(ID, VERSION, status, measured, detail, List.of(), asked);
    }
}
