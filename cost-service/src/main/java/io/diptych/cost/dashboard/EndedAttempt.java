package io.diptych.cost.dashboard;

import io.diptych.cost.rollup.Dimensions;
import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Failure;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An attempt that ended.
///
/// @param sku            article number
/// @param providerMillis time at the provider; null where it is not known
/// @param image          null where there is none
/// @param accepted       whether its image was delivered
record EndedAttempt(
        String attemptId,
        String jobId,
        AttemptKind kind,
        int attemptNo,
        @Nullable String sku,
        Instant endedAt,
        @Nullable Long providerMillis,
        @Nullable AssetRef image,
        boolean accepted) {

    /// What a result says.
    ///
    /// @param at when it ended, by a clock that is believed
    static EndedAttempt of(GenerationResult result, Instant at) {
        int number = result.getJob().getAttemptNo();
        boolean again = result.getJob().getRequest().getLineage().getRegenerateOf() != null;
        Dimensions dimensions = Dimensions.of(result);
        return new EndedAttempt(
                result.getAttemptId(),
                result.getJobId(),
                new AttemptKind(dimensions, result.getBilling().name(), code(result.getFailure()), number > 1 || again),
                number,
                dimensions.sku(),
                at,
                result.getProviderMillis() > 0 ? Long.valueOf(result.getProviderMillis()) : null,
                result.getImage(),
                false);
    }

    /// The attempt whose image was delivered; empty where none was. What the outcome does not know, the result tells.
    static Optional<EndedAttempt> of(JobOutcome outcome) {
        Optional<Dimensions> dimensions = Dimensions.of(outcome);
        if (outcome.getStatus() != OutcomeStatus.DELIVERED || dimensions.isEmpty()) {
            return Optional.empty();
        }
        AttemptSummary last = outcome.getAttempts().getLast();
        return Optional.of(new EndedAttempt(
                last.getAttemptId(),
                outcome.getJobId(),
                new AttemptKind(
                        dimensions.get(), last.getBilling().name(), code(last.getFailure()), last.getAttemptNo() > 1),
                last.getAttemptNo(),
                dimensions.get().sku(),
                last.getEndedAt(),
                null,
                outcome.getImage(),
                true));
    }

    private static @Nullable String code(@Nullable Failure failure) {
        return failure == null ? null : failure.getCode().name();
    }
}
