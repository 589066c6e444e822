package io.diptych.worker.prompt;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How much may move in a film.
enum Motion {
    /// The product stands still and the camera barely moves.
    STABLE(
            "The camera moves slowly and smoothly; the product keeps its shape and its lettering.",
            "fast motion, camera shake, morphing, warped lettering, cuts"),
    /// The camera and the scene move.
    DYNAMIC("The camera moves with energy around the product.", "still image, freeze frame, warped lettering");

    /// The label of a request that says so.
    static final String LABEL = "motion";

    private final String words;
    private final String negative;

    Motion(String words, String negative) {
        this.words = words;
        this.negative = negative;
    }

    /// A prompt with the words of this motion added.
    Prompt in(Prompt prompt) {
        String already = prompt.negative();
        return new Prompt(
                prompt.text() + "\n" + words,
                already == null ? negative : already + ", " + negative,
                prompt.templateVersion());
    }

    /// The motion of that name; null where nothing is said.
    static @Nullable Motion of(@Nullable String label) throws UnusablePromptException {
        if (label == null || label.isBlank()) {
            return null;
        }
        for (Motion motion : values()) {
            if (motion.name().equals(label.strip().toUpperCase(Locale.ROOT))) {
                return motion;
            }
        }
        throw new UnusablePromptException(
                "request.context.labels.motion",
                "request.context.labels.motion is \"" + label + "\", must be stable or dynamic");
    }
}
