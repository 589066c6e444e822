package io.diptych.quality.review.http;

import io.diptych.events.ReviewAnswer;
import io.diptych.quality.review.desk.Answer;
import io.diptych.quality.review.desk.DeskException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer as it is sent. Everything may be missing from it.
record DecisionBody(
        @Nullable String decisionId,
        @Nullable String answer,
        @Nullable List<String> chosenJobIds,
        @Nullable List<String> reasons,
        @Nullable String comment) {

    Answer toAnswer() {
        return new Answer(
                decisionId == null ? "" : decisionId,
                answer(answer),
                chosenJobIds == null ? List.of() : chosenJobIds,
                reasons == null ? List.of() : reasons,
                comment == null ? "" : comment.strip());
    }

    static ReviewAnswer answer(@Nullable String text) {
        return Arrays.stream(ReviewAnswer.values())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> DeskException.invalid(
                        "answer",
                        text == null ? "missing" : "'" + text + "'",
                        "one of " + Arrays.toString(ReviewAnswer.values())));
    }
}
