package io.diptych.cost.anomaly;

import io.diptych.events.Blame;
import io.diptych.events.Escalation;
import io.diptych.events.Failure;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import java.util.List;

/// Something that is watched for a shift, once.
///
/// @param rate    what is watched
/// @param subject of what: a model or stage
/// @param value   a number, or for a share the model
public record Observation(Rate rate, String subject, String value) {
    /// What is watched.
    public enum Rate {
        /// Attempts that failed by the provider's fault or for want of capacity, by model.
        FAILURE,
        /// Attempts that fell short, by model.
        ESCALATION,
        /// First attempts that go to each model, by stage.
        SHARE,
        /// What a delivered image cost over all attempts in micro-USD, by stage.
        COST_PER_ACCEPTED,
        /// Jobs that ended on another model than the one they were first routed to, by that one.
        FALLOVER
    }

    /// What an attempt tells.
    public static List<Observation> of(GenerationResult result) {
        String model = result.getJob().getRoute().getModel();
        Failure failure = result.getFailure();
        boolean failed = failure != null
                && switch (failure.getBlame()) {
                    case PROVIDER, CAPACITY -> true;
                    case CALLER, OURS -> false;
                };
        Observation failing = new Observation(Rate.FAILURE, model, bit(failed));
        return result.getJob().getAttemptNo() > 1
                ? List.of(failing)
                : List.of(
                        failing,
                        new Observation(
                                Rate.SHARE,
                                result.getJob()
                                        .getRequest()
                                        .getPurpose()
                                        .getStage()
                                        .name(),
                                model));
    }

    /// What an escalation tells.
    public static Observation of(Escalation escalation) {
        return new Observation(Rate.ESCALATION, escalation.getJob().getRoute().getModel(), bit(true));
    }

    /// What a delivered image tells.
    ///
    /// @param costMicros of all its attempts
    public static List<Observation> of(JobOutcome outcome, long costMicros) {
        if (outcome.getAttempts().isEmpty()) {
            return List.of();
        }
        String first = outcome.getAttempts().getFirst().getRoute().getModel();
        String last = outcome.getAttempts().getLast().getRoute().getModel();
        Observation accepted = new Observation(Rate.ESCALATION, last, bit(false));
        Observation fallover =
                new Observation(Rate.FALLOVER, first, bit(providerFailed(outcome) && !first.equals(last)));
        return costMicros < 1
                ? List.of(accepted, fallover)
                : List.of(
                        accepted,
                        fallover,
                        new Observation(
                                Rate.COST_PER_ACCEPTED,
                                outcome.getPurpose().getStage().name(),
                                Long.toString(costMicros)));
    }

    private static boolean providerFailed(JobOutcome outcome) {
        Failure failure = outcome.getAttempts().getFirst().getFailure();
        return failure != null && (failure.getBlame() == Blame.PROVIDER || failure.getBlame() == Blame.CAPACITY);
    }

    private static String bit(boolean yes) {
        return yes ? "1" : "0";
    }
}
