package io.diptych.quality.review;

import io.diptych.events.Stage;

/// What becomes of a job when nobody has answered in time. An image with a fault that decides alone is never
/// delivered, whatever this says: its job ends.
public enum BreachPolicy {
    /// It is delivered with its doubts.
    DELIVER,
    /// Another attempt is demanded, and the job fails when there is none.
    ESCALATE,
    /// The job ends without an image.
    FAIL;

    /// The policy of a stage for which none is configured: drafts are delivered, what customers see is not.
    public static BreachPolicy usual(Stage stage) {
        return switch (stage) {
            case DRAFT, SCENE_DRAFT, POSTER_DRAFT, OTHER -> DELIVER;
            case WHITE_BACKGROUND, SCENE, POSTER, HERO, SOCIAL, VIDEO -> ESCALATE;
        };
    }
}
