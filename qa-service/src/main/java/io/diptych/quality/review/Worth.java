package io.diptych.quality.review;

import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewTask;
import io.diptych.events.Stage;
import java.util.Set;

/// What a person's answer is worth beside its urgency: the dearer the image and the less certain quality control
/// is, the more is learned. Order of magnitude 0..4; urgency, which grows from 0 to 3 until the answer is due, is
/// added.
public final class Worth {
    private static final Set<Stage> DEAR = Set.of(Stage.POSTER, Stage.HERO);
    private static final double DEAR_STAGE = 2;
    /// Scores that are further than this from the line are no near misses.
    private static final double NEAR = 0.5;

    private Worth() {}

    /// The worth of an answer.
    public static double of(ReviewTask task) {
        double worth = DEAR.contains(task.getPurpose().getStage()) ? DEAR_STAGE : 0;
        QualityVerdict verdict = task.getSubjects().isEmpty()
                ? null
                : task.getSubjects().getFirst().getVerdict();
        if (verdict == null) {
            return worth;
        }
        double distance = Math.abs(verdict.getScore() - verdict.getAcceptFrom());
        return worth + Math.max(0, 1 - distance / NEAR) + (1 - verdict.getConfidence());
    }
}
