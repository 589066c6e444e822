package io.diptych.worker.attempt;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Buys one image for a claim: calls the provider, again where that costs nothing, stores what came and writes the
/// receipt.
public final class ImageBuyer {
    private static final Logger log = LoggerFactory.getLogger(ImageBuyer.class);

    private final ImageProvider provider;
    private final RenderCalls calls;
    private final RetryRule retries;
    private final ImageKeeper keeper;
    private final Duration callTimeout;
    private final InstantSource clock;

    /// @param callTimeout longest time from claim to answer, all calls of the attempt together
    public ImageBuyer(
            ImageProvider provider,
            RenderCalls calls,
            RetryRule retries,
            ImageKeeper keeper,
            Duration callTimeout,
            InstantSource clock) {
        this.provider = provider;
        this.calls = calls;
        this.retries = retries;
        this.keeper = keeper;
        this.callTimeout = callTimeout;
        this.clock = clock;
    }

    /// Moment by which the claim's calls must have ended. It is before the end of the lease.
    public Instant deadlineOf(Claim claim) {
        return claim.claimedAt().plus(callTimeout);
    }

    /// Buys; blocks until the attempt ended and its receipt is kept.
    public Receipt buy(Claim claim) {
        Instant deadline = deadlineOf(claim);
        Optional<RenderCall> call = calls.of(claim.job(), deadline);
        if (call.isEmpty()) {
            return kept(
                    claim,
                    Receipt.withoutAnswer(
                            claim,
                            Billing.NOT_BILLED,
                            FailureCode.INVALID_REQUEST,
                            calls.whyNot(claim.job())
                                    .map(Throwable::getMessage)
                                    .orElse("request cannot be put into words"),
                            clock.instant()));
        }
        if (isTooLate(claim.job(), deadline)) {
            return kept(
                    claim,
                    Receipt.withoutAnswer(
                            claim,
                            Billing.NOT_BILLED,
                            FailureCode.EXPIRED,
                            "deadline passed before the provider was called, at " + clock.instant(),
                            clock.instant()));
        }
        Answer answer = ask(call.get(), deadline);
        // An interrupt was meant for the call. It must not cut off the store.
        boolean wasCutOff = Thread.interrupted();
        if (wasCutOff) {
            log.atInfo().addKeyValue("attempt", claim.attemptId()).log("call was cut off");
        }
        return keep(claim, answer);
    }

    /// The caller's deadline forbids to begin; once begun, a call is paid, so only ours cuts it off.
    private boolean isTooLate(GenerationJob job, Instant deadline) {
        Instant wanted = job.getRequest().getConstraints().getDeadline();
        Instant now = clock.instant();
        return !now.isBefore(deadline) || (wanted != null && !now.isBefore(wanted));
    }

    private Answer ask(RenderCall call, Instant deadline) {
        return new RetriedCall(provider, retries, clock, call, deadline).ask();
    }

    private Receipt keep(Claim claim, Answer answer) {
        try {
            return keeper.keep(claim, answer, keepUntil(claim));
        } catch (AssetStoreException e) {
            log.atError()
                    .addKeyValue("attempt", claim.attemptId())
                    .setCause(e)
                    .log("asset store did not answer, attempt is settled without a receipt");
            return lost(claim, answer);
        }
    }

    /// Moment at which the claim's purchase should be over, image stored and all: half-way from the deadline to the
    /// end of the lease, so that there is time to settle what could not be stored.
    public Instant keepUntil(Claim claim) {
        Instant deadline = deadlineOf(claim);
        return deadline.plus(Duration.between(deadline, claim.leaseUntil()).dividedBy(2));
    }

    private Receipt lost(Claim claim, Answer answer) {
        return switch (answer.outcome()) {
            case Rendered rendered ->
                keeper.ofUnusable(
                        claim,
                        answer,
                        rendered,
                        FailureCode.INTERNAL,
                        "image was bought and could not be stored: the asset store did not answer");
            case Failed failed -> keeper.ofFailed(claim, answer, failed);
        };
    }

    private Receipt kept(Claim claim, Receipt receipt) {
        try {
            keeper.keep(receipt, keepUntil(claim));
        } catch (AssetStoreException e) {
            log.atWarn().addKeyValue("attempt", claim.attemptId()).setCause(e).log("receipt could not be kept");
        }
        return receipt;
    }

    /// What an adapter that throws amounts to: it promised not to, so nobody knows whether it bought.
    static ProviderOutcome broken(RuntimeException thrown) {
        return new Failed(
                FailureCode.INTERNAL,
                Billing.UNKNOWN,
                "adapter threw " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage(),
                null,
                null,
                null);
    }
}
