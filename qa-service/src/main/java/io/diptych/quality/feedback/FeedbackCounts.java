package io.diptych.quality.feedback;

import io.diptych.events.FeedbackCount;
import io.diptych.events.FeedbackSignal;
import io.diptych.events.JobOutcome;
import java.time.Instant;
import java.util.Objects;

/// Adds up signals. Pure functions.
final class FeedbackCounts {
    private FeedbackCounts() {}

    /// What made the image of a job, with nothing counted yet.
    static FeedbackCount of(JobOutcome outcome) {
        return none(
                Objects.requireNonNullElse(outcome.getModel(), ""),
                Objects.requireNonNullElse(outcome.getRuleId(), ""),
                Objects.requireNonNullElse(outcome.getTemplateVersion(), ""),
                outcome.getOccurredAt());
    }

    /// Nothing counted for an image of which nobody knows what made it.
    static FeedbackCount unknown(Instant now) {
        return none("", "", "", now);
    }

    private static FeedbackCount none(String model, String rule, String template, Instant now) {
        return FeedbackCount.newBuilder()
                .setModel(model)
                .setRuleId(rule)
                .setTemplateVersion(template)
                .setOccurredAt(now)
                .build();
    }

    /// One signal on an image.
    static FeedbackCount one(FeedbackCount maker, FeedbackSignal signal) {
        FeedbackCount.Builder one = FeedbackCount.newBuilder(maker).setOccurredAt(signal.getOccurredAt());
        Integer rating = signal.getRating();
        return switch (signal.getKind()) {
            case REGENERATED -> one.setRegenerated(1).build();
            case ABANDONED -> one.setAbandoned(1).build();
            case CORRECTED -> one.setCorrected(1).build();
            case RATED ->
                rating == null || rating < 1 || rating > 5
                        ? one.setOther(1).build()
                        : one.setRated(1).setRatingSum(rating).build();
            case CHOSEN -> one.setChosen(1).build();
            case OTHER -> one.setOther(1).build();
        };
    }

    /// Both together.
    static FeedbackCount sum(FeedbackCount one, FeedbackCount other) {
        return FeedbackCount.newBuilder(one)
                .setRegenerated(one.getRegenerated() + other.getRegenerated())
                .setAbandoned(one.getAbandoned() + other.getAbandoned())
                .setCorrected(one.getCorrected() + other.getCorrected())
                .setRated(one.getRated() + other.getRated())
                .setRatingSum(one.getRatingSum() + other.getRatingSum())
                .setChosen(one.getChosen() + other.getChosen())
                .setOther(one.getOther() + other.getOther())
                .setOccurredAt(
                        one.getOccurredAt().isAfter(other.getOccurredAt())
                                ? one.getOccurredAt()
                                : other.getOccurredAt())
                .build();
    }
}
