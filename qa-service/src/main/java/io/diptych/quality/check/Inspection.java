package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.check.Profile.Rule;
import io.diptych.quality.intake.Companion;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Fingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts images through the checks of a profile, cheap ones first, until one fails that decides
/// alone. Safe for use by
/// several threads. Nothing but what is given goes into a judgement.
public final class Inspection {
    private static final double WEIGHT_OF_DECODABLE = 1;

    private final ImageIntake intake;
    private final Checks checks;

    public Inspection(ImageIntake intake, Checks checks) {
        this.intake = intake;
        this.checks = checks;
    }

    /// What takes files in.
    public ImageIntake intake() {
        return intake;
    }

    /// Judges a file.
    ///
    /// @param companions what it is compared with
    /// @param minScore   least score that the caller accepts, where it is more than the profile's;
    ///   0 for the profile's
    public Judgement judge(
            Parcel file, Map<Part, Parcel> companions, Expectation expectation, Profile profile, double minScore)
            throws InterruptedException {
        List<Part> parts = List.copyOf(companions.keySet());
        long started = System.nanoTime();
        return intake.take(file, parts.stream().map(companions::get).toList(), (taken, others) -> {
            Map<Part, Companion> known = new EnumMap<>(Part.class);
            for (int i = 0; i < parts.size(); i++) {
                known.put(parts.get(i), others.get(i));
            }
            Graded first = new Graded(DecodableCheck.examine(taken), true, WEIGHT_OF_DECODABLE, since(started));
            return switch (taken) {
                case Refused _ -> unseen(first, profile);
                case Taken(var picture) ->
                    inspected(first, new Specimen(picture, expectation, known), profile, minScore);
            };
        });
    }

    /// Judges a file that is not there.
    public Judgement missing(String reason, Profile profile) {
        return unseen(
                new Graded(
                        DecodableCheck.finding(CheckStatus.FAILED, reason, Map.of()),
                        true,
                        WEIGHT_OF_DECODABLE,
                        Duration.ZERO),
                profile);
    }

    private Judgement inspected(Graded first, Specimen specimen, Profile profile, double minScore) {
        List<Graded> graded = new ArrayList<>(List.of(first));
        Specimen seen = specimen;
        @Nullable Picture mended = null;
        boolean decided = false;
        for (Check check : checks.all()) {
            Rule rule = profile.rules().get(check.id());
            if (rule == null) {
                continue;
            }
            if (decided) {
                graded.add(new Graded(
                        check.skipped("not looked at, the image has failed"),
                        rule.hard(),
                        rule.weight(),
                        Duration.ZERO));
                continue;
            }
            long started = System.nanoTime();
            Finding finding = check.examine(seen, rule.thresholds());
            Optional<Mending> mending = rule.repair() ? mended(check, seen, rule, finding) : Optional.empty();
            if (mending.isPresent()) {
                mended = mending.get().picture();
                seen = seen.showing(mended);
                finding = mending.get().finding();
            }
            graded.add(new Graded(finding, rule.hard(), rule.weight(), since(started)));
            decided = rule.hard() && finding.failed();
        }
        Fingerprint fingerprint =
                profile.rules().containsKey(DuplicateCheck.ID) ? Fingerprint.of(seen.picture()) : null;
        return new Judgement(profile, graded, Math.max(profile.acceptFrom(), minScore), fingerprint, mended);
    }

    /// A mended picture that the check likes better than the one before.
    private static Optional<Mending> mended(Check check, Specimen specimen, Rule rule, Finding before) {
        if (before.status() != CheckStatus.FAILED && before.status() != CheckStatus.WARNED) {
            return Optional.empty();
        }
        return check.repaired(specimen, rule.thresholds()).flatMap(picture -> {
            Finding after = check.examine(specimen.showing(picture), rule.thresholds());
            return Scale.better(after.status(), before.status())
                    ? Optional.of(new Mending(picture, noted(after, before)))
                    : Optional.empty();
        });
    }

    private static Finding noted(Finding after, Finding before) {
        return new Finding(
                after.checkId(),
                after.version(),
                after.status(),
                after.measured(),
                "repaired: " + after.detail() + "; before: " + before.detail(),
                after.boxes(),
                after.asked(),
                after.lines());
    }

    private Judgement unseen(Graded first, Profile profile) {
        List<Graded> graded = new ArrayList<>(List.of(first));
        for (Check check : checks.all()) {
            Rule rule = profile.rules().get(check.id());
            if (rule != null) {
                graded.add(new Graded(
                        check.skipped("there is no image to look at"), rule.hard(), rule.weight(), Duration.ZERO));
            }
        }
        return new Judgement(profile, graded, profile.acceptFrom(), null, null);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private record Mending(Picture picture, Finding finding) {}
}
