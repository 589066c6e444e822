package io.diptych.quality.review;

import io.diptych.events.GenerationResult;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewTask;
import org.jspecify.annotations.Nullable;

/// What a question is about.
public final class Matter {
    private Matter() {}

    /// The provider's answer that is asked about, of several images the first one's; null where the asker knows none.
    public static @Nullable GenerationResult result(ReviewTask question) {
        if (question.getUnsettled() != null) {
            return question.getUnsettled();
        }
        return question.getSubjects().isEmpty()
                ? null
                : question.getSubjects().getFirst().getResult();
    }

    /// The provider's answer with the job that waits for a person; null where none does.
    public static @Nullable GenerationResult awaited(ReviewTask question) {
        return question.getBinding() && question.getKind() != ReviewKind.CHOOSE_K ? result(question) : null;
    }
}
