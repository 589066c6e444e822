package io.diptych.simulator.drawing;

import java.util.Locale;

/// What a model gets wrong by itself, now and then.
public enum Flaw {
    /// The words on the label are not the ones that were asked for.
    GARBLED_TEXT,
    /// The background is nearly white where white was asked for.
    OFF_WHITE,
    /// The image has not the proportions that were asked for.
    WRONG_RATIO,
    /// One plain colour all over.
    BLANK,
    /// Another product than the one that was described or sent along.
    SUBJECT_CHANGED,
    /// One letter of the label is another one.
    TYPO,
    /// The white background darkens towards one side.
    SHADED_WHITE,
    /// Out of focus all over.
    BLURRED,
    /// Noise all over, as a sensor's in the dark.
    NOISY,
    /// The blocks of a strong compression show.
    BLOCKY,
    /// What a mask protects is changed too.
    OUTSIDE_MASK;

    /// As written in a profile.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
