package io.diptych.worker.cancel;

import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which jobs end without a provider being asked: those that the caller wants no more, and those that come too late.
/// Such an attempt is settled in the transaction that takes its job, unbilled; it never was open.
public final class Unbought {
    private final Cancellations cancellations;

    public Unbought(Cancellations cancellations) {
        this.cancellations = cancellations;
    }

    /// Whether a job is worth a look though no slot is free: it may be cancelled.
    ///
    /// @param key of its record
    public boolean isWorthALook(byte @Nullable [] key) {
        return key != null
                && !cancellations.isEmpty()
                && cancellations.isAboutJob(new String(key, StandardCharsets.UTF_8));
    }

    /// How the attempt ends; empty when it is to be bought.
    public Optional<Settlement> endOf(Claim claim, Instant now) {
        GenerationJob job = claim.job();
        if (cancellations.isCancelled(job)) {
            return Optional.of(Settlement.unbought(
                    claim, FailureCode.CANCELLED, "the caller cancelled the request before it was bought", now));
        }
        Instant deadline = job.getRequest().getConstraints().getDeadline();
        if (deadline != null && !now.isBefore(deadline)) {
            return Optional.of(Settlement.unbought(
                    claim,
                    FailureCode.EXPIRED,
                    "request.constraints.deadline is " + deadline + ", which passed while the job waited",
                    now));
        }
        return Optional.empty();
    }
}
