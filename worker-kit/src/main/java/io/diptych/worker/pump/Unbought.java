package io.diptych.worker.pump;

import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.limit.ModelGate.HandBack;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Which jobs end without a provider being asked: those that the caller wants no more, those that come
/// too late, and those that are handed back. Such an attempt is settled in the transaction that takes
/// its job, unbilled; it never was open.
final class Unbought {
    private final Cancellations cancellations;

    Unbought(Cancellations cancellations) {
        this.cancellations = cancellations;
    }

    /// Whether a job is worth a look though no slot is free: it may be cancelled.
    boolean isWorthALook(Waiting job) {
        byte[] key = job.record().key();
        return key != null
                && !cancellations.isEmpty()
                && cancellations.isAboutJob(new String(key, StandardCharsets.UTF_8));
    }

    /// How the attempt ends; empty when it is to be bought.
    Optional<Settlement> endOf(Claim claim, Optional<HandBack> handBack, Instant now) {
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
        return handBack.map(why -> Settlement.unbought(claim, why.code(), why.reason(), now));
    }
}
