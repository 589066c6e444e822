package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Fingerprint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the findings on an image amount to.
///
/// @param graded      in the order of the checks, at least one
/// @param acceptFrom  least score with which the image is good enough
/// @param fingerprint what it is known by among its siblings; null where no check asks, or there is
///   no image
/// @param repaired    the image with its faults mended, when it was mended; the findings are on
///   this one
public record Judgement(
        Profile profile,
        List<Graded> graded,
        double acceptFrom,
        @Nullable Fingerprint fingerprint,
        @Nullable Picture repaired) {

    public Judgement {
        graded = List.copyOf(graded);
        if (graded.isEmpty()) {
            throw new IllegalArgumentException("findings are empty, a judgement needs one at least");
        }
    }

    /// How good the image is.
    public Standing standing() {
        if (graded.stream().anyMatch(one -> one.hard() && one.finding().failed()) || score() < profile.reviewFrom()) {
            return Standing.BAD;
        }
        return score() >= acceptFrom && confidence() >= profile.minConfidence() && !isHeldBack()
                ? Standing.GOOD
                : Standing.DOUBTFUL;
    }

    /// Whether a check that has to pass has found something, however little.
    public boolean isHeldBack() {
        return graded.stream().map(Graded::finding).anyMatch(finding -> {
            Profile.Rule rule = profile.rules().get(finding.checkId());
            boolean isAgainst = finding.status() == CheckStatus.WARNED || finding.status() == CheckStatus.FAILED;
            return rule != null && rule.mustPass() && isAgainst;
        });
    }

    /// Weighted share of the checks that passed, of those that answered, 0..1; a warning counts for
    /// 0.7. No answer at
    /// all is 0.
    public double score() {
        double weight = answered();
        return weight == 0 ? 0 : graded.stream().mapToDouble(Graded::credit).sum() / weight;
    }

    /// Weighted share of the checks that answered, 0..1, of those whose question arose.
    public double confidence() {
        double asked = graded.stream()
                .filter(one -> one.finding().asked())
                .mapToDouble(Graded::weight)
                .sum();
        return asked == 0 ? 0 : answered() / asked;
    }

    /// Ids of the checks that speak against the image, none where it is good; without any, what
    /// else keeps it from
    /// being
    /// accepted.
    public List<String> reasons() {
        Standing standing = standing();
        if (standing == Standing.GOOD) {
            return List.of();
        }
        List<String> against = graded.stream()
                .map(Graded::finding)
                .filter(finding -> finding.status() == CheckStatus.FAILED || finding.status() == CheckStatus.WARNED)
                .map(Finding::checkId)
                .toList();
        return against.isEmpty() && standing == Standing.DOUBTFUL ? List.of("confidence") : against;
    }

    /// The image with its faults mended.
    public Optional<Picture> mended() {
        return Optional.ofNullable(repaired);
    }

    private double answered() {
        return graded.stream()
                .filter(one -> one.finding().answered())
                .mapToDouble(Graded::weight)
                .sum();
    }
}
