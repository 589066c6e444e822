package io.diptych.quality.check;

import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.Intake;
import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checks that every image goes through, cheap ones first. Safe for use by several threads.
public final class Inspection {
    private final ImageIntake intake;
    private final DecodableCheck decodable = new DecodableCheck();
    private final FilmCheck film = new FilmCheck();
    private final List<Check> checks;

    public Inspection(ImageIntake intake, ResolutionThresholds resolution, BlankThresholds blank) {
        this.intake = intake;
        this.checks = List.of(new ResolutionCheck(resolution), new BlankCheck(blank));
    }

    /// Judges a file.
    ///
    /// @param mediaType media type that the file's producer gave it
    public Judgement judge(byte[] file, String mediaType, Expectation expectation) throws InterruptedException {
        return intake.take(file, mediaType, taken -> judge(taken, expectation));
    }

    /// Judges a film: its container and its length. What is asked of images is skipped.
    ///
    /// @param length as the worker read it from the file
    /// @param wanted null where the request leaves the length to the model
    public Judgement film(byte[] file, Duration length, @Nullable Duration wanted) {
        return withoutPicture(film.examine(file, length, wanted));
    }

    /// Judges a file that is not there.
    public Judgement missing(String reason) {
        return withoutPicture(decodable.failed(reason, Map.of()));
    }

    private Judgement judge(Intake taken, Expectation expectation) {
        Finding first = decodable.examine(taken);
        return switch (taken) {
            case Taken(var picture) ->
                new Judgement(Stream.concat(
                                Stream.of(first), checks.stream().map(check -> check.examine(picture, expectation)))
                        .toList());
            case Refused _ -> withoutPicture(first);
        };
    }

    private Judgement withoutPicture(Finding first) {
        return new Judgement(Stream.concat(Stream.of(first), checks.stream().map(Check::skipped))
                .toList());
    }
}
