package io.diptych.quality.review.desk;

import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewTask;
import io.diptych.quality.review.Vocabulary;
import java.util.HashSet;
import java.util.List;

/// What a reviewer says.
///
/// @param decisionId identity that the client chose; a repeat changes nothing
/// @param chosen     jobs whose images are chosen, where k of n were asked for
/// @param reasons    what speaks against the image, of [Vocabulary]
public record Answer(
        String decisionId, ReviewAnswer answer, List<String> chosen, List<String> reasons, String comment) {
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_COMMENT = 2_000;

    public Answer {
        chosen = List.copyOf(chosen);
        reasons = List.copyOf(reasons);
    }

    /// @throws DeskException when it is no answer to that question
    void check(ReviewTask question) {
        if (decisionId.isBlank() || decisionId.length() > LONGEST_ID) {
            throw DeskException.invalid("decisionId", "'" + decisionId + "'", "1 to " + LONGEST_ID + " characters");
        }
        if (comment.length() > LONGEST_COMMENT) {
            throw DeskException.invalid(
                    "comment", comment.length() + " characters", LONGEST_COMMENT + " characters at most");
        }
        switch (question.getKind()) {
            case APPROVE_ONE -> {
                checkReasons();
                if (!chosen.isEmpty()) {
                    throw DeskException.invalid("chosenJobIds", chosen.toString(), "empty: one image is asked about");
                }
            }
            case CHOOSE_K -> {
                checkReasons();
                checkChoice(question);
            }
            case BUY_AGAIN -> checkPurchase();
        }
    }

    private void checkPurchase() {
        if (answer != ReviewAnswer.RETRIED && answer != ReviewAnswer.REJECTED) {
            throw DeskException.invalid(
                    "answer",
                    answer.name(),
                    "RETRIED or REJECTED where a question of kind " + ReviewKind.BUY_AGAIN + " is answered");
        }
        if (!chosen.isEmpty() || !reasons.isEmpty()) {
            throw DeskException.invalid(
                    chosen.isEmpty() ? "reasons" : "chosenJobIds",
                    (chosen.isEmpty() ? reasons : chosen).toString(),
                    "empty: there is no image");
        }
    }

    private void checkReasons() {
        for (String reason : reasons) {
            if (!Vocabulary.has(reason)) {
                throw DeskException.invalid("reasons", "'" + reason + "'", "of " + Vocabulary.all());
            }
        }
        if (answer == ReviewAnswer.REJECTED && reasons.isEmpty()) {
            throw DeskException.invalid("reasons", "empty", "one at least where the answer is REJECTED");
        }
        if (reasons.contains(Vocabulary.OTHER) && comment.isBlank()) {
            throw DeskException.invalid("comment", "blank", "what is wrong where a reason is 'other'");
        }
    }

    private void checkChoice(ReviewTask question) {
        switch (answer) {
            case APPROVED -> {
                boolean distinct = new HashSet<>(chosen).size() == chosen.size();
                if (!distinct
                        || chosen.size() != question.getChoose()
                        || !question.getJobIds().containsAll(chosen)) {
                    throw DeskException.invalid(
                            "chosenJobIds",
                            chosen.toString(),
                            question.getChoose() + " different ones of " + question.getJobIds());
                }
            }
            case REJECTED -> {
                if (!chosen.isEmpty()) {
                    throw DeskException.invalid("chosenJobIds", chosen.toString(), "empty where none will do");
                }
            }
            case ESCALATED, RETRIED ->
                throw DeskException.invalid(
                        "answer",
                        answer.name(),
                        "APPROVED or REJECTED where a question of kind " + ReviewKind.CHOOSE_K + " is answered");
        }
    }
}
