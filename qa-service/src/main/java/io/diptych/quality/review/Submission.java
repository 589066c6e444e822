package io.diptych.quality.review;

import io.diptych.events.ReviewAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One person's answer.
///
/// @param decisionId  identity that the client chose; a repeat changes nothing
/// @param chosen      jobs whose images were chosen, sorted; empty unless k of n were asked for
/// @param reasons     what speaks against the image, sorted
/// @param lead        whether it settles a disagreement
/// @param at          when it was given
/// @param settlesAt   until when it can be taken back
/// @param took        time from when the question was shown to the answer
public record Submission(
        String decisionId,
        String taskId,
        String reviewer,
        boolean lead,
        ReviewAnswer answer,
        List<String> chosen,
        List<String> reasons,
        String comment,
        State state,
        Instant at,
        Instant settlesAt,
        Duration took) {

    public Submission {
        chosen = chosen.stream().sorted().toList();
        reasons = reasons.stream().sorted().toList();
    }

    /// Where it stands.
    public enum State {
        /// It can be taken back.
        PENDING,
        /// It holds.
        SETTLED,
        /// It was taken back.
        UNDONE
    }

    /// What two answers have to have in common to agree.
    Object gist() {
        return List.of(answer, chosen);
    }

    /// Whether a request with the same decision id asked for the same.
    public boolean says(Submission other) {
        return taskId.equals(other.taskId)
                && reviewer.equals(other.reviewer)
                && gist().equals(other.gist())
                && reasons.equals(other.reasons)
                && comment.equals(other.comment);
    }
}
