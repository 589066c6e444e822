package io.diptych.quality.review;

import io.diptych.events.Lane;
import io.diptych.events.Stage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The review desk's terms. It is open where `diptych.qa.unreviewed` is `ASK`.
///
/// @param within      time for an answer that a caller waits for
/// @param withinBatch time for an answer on the lanes BULK and BATCH
/// @param lease       least time for which a question is one reviewer's; three times the usual answer's where that is
/// longer
/// @param undo        time in which an answer can be taken back; nothing follows from it before
/// @param breach      what becomes of a job when nobody has answered, by stage; see [BreachPolicy#usual] for the others
/// @param reviewers   who is let in
@Validated
@ConfigurationProperties("diptych.qa.review")
public record ReviewProperties(
        @DefaultValue("15m") Duration within,
        @DefaultValue("8h") Duration withinBatch,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("30s") Duration undo,
        @DefaultValue Map<Stage, BreachPolicy> breach,
        @DefaultValue List<@Valid Pass> reviewers) {

    public ReviewProperties {
        requireSome("within", within);
        requireSome("within-batch", withinBatch);
        requireSome("lease", lease);
        if (undo.isNegative()) {
            throw new IllegalArgumentException("diptych.qa.review.undo is " + undo + ", must not be negative");
        }
        breach = Map.copyOf(breach);
        reviewers = List.copyOf(reviewers);
    }

    private static void requireSome(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "diptych.qa.review." + key + " is " + value + ", must be longer than nothing");
        }
    }

    /// What becomes of a job of that stage when nobody has answered in time.
    public BreachPolicy breachOf(Stage stage) {
        return breach.getOrDefault(stage, BreachPolicy.usual(stage));
    }

    /// Time for an answer on a lane.
    public Duration withinOn(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> within;
            case BULK, BATCH -> withinBatch;
        };
    }

    /// By what a reviewer is known.
    ///
    /// @param name        as it stands in decisions
    /// @param tokenSha256 SHA-256 of the token, hexadecimal; the token itself is nowhere
    public record Pass(
            @NotBlank String name,
            @DefaultValue("REVIEWER") Role role,

            @NotBlank @Pattern(regexp = "[0-9a-f]{64}", message = "must be the SHA-256 of the token in hexadecimal")
            String tokenSha256) {

        /// Who it is.
        public Reviewer reviewer() {
            return new Reviewer(name, role);
        }

        @Override
        public String toString() {
            return "Pass[name=" + name + ", role=" + role + "]";
        }
    }
}
