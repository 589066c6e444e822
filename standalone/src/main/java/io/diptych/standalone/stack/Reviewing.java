package io.diptych.standalone.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The review desk of a stack.
///
/// @param reviewers who may sit at it, one at least
/// @param within    time that they have for an answer; then the stage's policy answers
/// @param undo      time in which an answer can be taken back
/// @param profiles  quality profiles in place of the shipped ones; empty for those
public record Reviewing(List<ReviewerPass> reviewers, Duration within, Duration undo, Optional<Path> profiles) {
    /// How long people usually have.
    public static final Duration WITHIN = Duration.ofMinutes(15);
    /// How long people usually have to think better of it.
    public static final Duration UNDO = Duration.ofSeconds(30);

    public Reviewing {
        reviewers = List.copyOf(reviewers);
        if (reviewers.isEmpty()) {
            throw new IllegalArgumentException("reviewers are an empty list, must be one at least");
        }
    }

    /// The usual desk.
    public static Reviewing by(List<ReviewerPass> reviewers) {
        return new Reviewing(reviewers, WITHIN, UNDO, Optional.empty());
    }

    /// What the quality service is told: no token, only the hashes by which it knows them.
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("diptych.qa.unreviewed", "ASK");
        settings.put("diptych.qa.review.within", within.toMillis() + "ms");
        settings.put("diptych.qa.review.within-batch", within.toMillis() + "ms");
        settings.put("diptych.qa.review.undo", undo.toMillis() + "ms");
        profiles.ifPresent(file -> settings.put("diptych.qa.profiles", file.toString()));
        for (int i = 0; i < reviewers.size(); i++) {
            String key = "diptych.qa.review.reviewers[" + i + "].";
            settings.put(key + "name", reviewers.get(i).name());
            settings.put(key + "role", reviewers.get(i).lead() ? "LEAD" : "REVIEWER");
            settings.put(key + "token-sha256", reviewers.get(i).tokenHash());
        }
        return settings;
    }
}
