package io.diptych.quality.verdict;

import io.diptych.events.Escalation;
import io.diptych.events.JobOutcome;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewTask;

/// How a result ends, as the events that say so. A result ends in exactly one of these.
public sealed interface Ruling {
    /// The image is good: the job has its outcome.
    record Delivered(QualityVerdict verdict, JobOutcome outcome) implements Ruling {}

    /// The image falls short: another attempt is demanded.
    record FellShort(QualityVerdict verdict, Escalation escalation) implements Ruling {}

    /// A person is asked: the answer ends the attempt.
    record Asked(QualityVerdict verdict, ReviewTask task) implements Ruling {}

    /// It ends as `ruling` says, and chance has chosen its image to be looked at besides.
    record Audited(Ruling ruling, ReviewTask task) implements Ruling {}

    /// There is no image to judge: another attempt is demanded, without a verdict.
    record NotMade(Escalation escalation) implements Ruling {}

    /// There is no image, and nobody knows whether the attempt was charged: a person is asked whether it is bought
    /// again, without a verdict.
    record Unsettled(ReviewTask task) implements Ruling {}
}
