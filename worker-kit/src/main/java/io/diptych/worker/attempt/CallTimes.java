package io.diptych.worker.attempt;

import io.diptych.events.Constraints;
import java.time.Duration;
import java.time.Instant;

/// When the parts of an attempt must have ended. In this order: its calls, their interruption, the
/// storing of what came, the lease.
///
/// @param callTimeout longest time from claim to answer, all calls of the attempt together
public record CallTimes(Duration callTimeout) {

    /// Moment by which a call must begin and, as far as can be told, be able to end: by our own limit or by the
    /// caller's, whichever is earlier. The caller's are the request's deadline, and the latency it bears, counted
    /// from the claim: time in the queue is the router's to judge.
    ///
    /// A call that has begun is not ended by it: it is charged whether or not anybody waits for its image.
    public Instant deadlineOf(Claim claim) {
        Constraints constraints = claim.job().getRequest().getConstraints();
        Instant deadline = callUntil(claim);
        Long maxLatency = constraints.getMaxLatencyMillis();
        if (maxLatency != null && maxLatency > 0) {
            deadline = earlier(deadline, claim.claimedAt().plusMillis(Math.min(maxLatency, callTimeout.toMillis())));
        }
        Instant wanted = constraints.getDeadline();
        return wanted == null ? deadline : earlier(deadline, wanted);
    }

    /// Moment by which the claim's calls must have ended, whatever the caller wants: only so long is a call
    /// awaited.
    public Instant callUntil(Claim claim) {
        return claim.claimedAt().plus(callTimeout);
    }

    /// Moment at which a call that outlives that is interrupted: some time after it, since adapters keep it by
    /// themselves.
    public Instant cutOffAt(Claim claim) {
        return callUntil(claim).plus(margin(claim));
    }

    /// Moment at which the claim's purchase should be over, image stored and all: half-way from our own
    /// limit to the end of the lease, so that there is time to settle what could not be stored.
    public Instant keepUntil(Claim claim) {
        return callUntil(claim).plus(margin(claim));
    }

    private Duration margin(Claim claim) {
        return Duration.between(callUntil(claim), claim.leaseUntil()).dividedBy(2);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
