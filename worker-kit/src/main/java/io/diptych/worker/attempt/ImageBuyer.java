package io.diptych.worker.attempt;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.worker.image.ReferenceImages;
import io.diptych.worker.image.RefusedReferenceException;
import io.diptych.worker.prompt.UnusablePromptException;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Buys one image for a claim: loads what the call starts from, calls the provider, again where that
/// costs nothing, stores what came and writes the receipt.
public final class ImageBuyer {
    private static final Logger log = LoggerFactory.getLogger(ImageBuyer.class);

    private final ImageProvider provider;
    private final RenderCalls calls;
    private final ReferenceImages references;
    private final Function<Claim, PreviewSink> previews;
    private final RetryRule retries;
    private final ImageKeeper keeper;
    private final CallTimes times;
    private final InstantSource clock;

    /// @param previews takes the unfinished images of a claim
    public ImageBuyer(
            ImageProvider provider,
            RenderCalls calls,
            ReferenceImages references,
            Function<Claim, PreviewSink> previews,
            RetryRule retries,
            ImageKeeper keeper,
            CallTimes times,
            InstantSource clock) {
        this.provider = provider;
        this.calls = calls;
        this.references = references;
        this.previews = previews;
        this.retries = retries;
        this.keeper = keeper;
        this.times = times;
        this.clock = clock;
    }

    /// Buys; blocks until the attempt ended and its receipt is kept. An interrupt ends it early.
    ///
    /// @param control says why, after an interrupt, and hears of the answer
    public Receipt buy(Claim claim, CallControl control) {
        Instant deadline = times.deadlineOf(claim);
        Optional<RenderCall> call = calls.of(claim.job(), times.callUntil(claim));
        if (call.isEmpty()) {
            Optional<UnusablePromptException> why = calls.whyNot(claim.job());
            return refused(
                    claim,
                    FailureCode.INVALID_REQUEST,
                    why.map(Throwable::getMessage).orElse("request cannot be put into words"),
                    why.map(UnusablePromptException::field).orElse(null));
        }
        if (isTooLate(claim.job(), deadline)) {
            return refused(
                    claim,
                    FailureCode.EXPIRED,
                    "deadline passed before the provider was called, at " + clock.instant(),
                    null);
        }
        Answer answer;
        Duration patience = Duration.between(clock.instant(), deadline).dividedBy(2);
        try (ReferenceImages.Loaded loaded =
                references.load(claim.job().getRequest().getReferences(), patience)) {
            RenderCall complete = call.get().withReferences(loaded.images()).withPreviews(previews.apply(claim));
            answer = new RetriedCall(provider, retries, clock, complete, deadline).ask();
        } catch (RefusedReferenceException e) {
            return refused(claim, FailureCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e.field());
        } catch (AssetStoreException e) {
            answer = notAsked(claim, FailureCode.UNAVAILABLE, "references could not be loaded: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            answer = notAsked(claim, FailureCode.UNAVAILABLE, "interrupted before the provider was called");
        }
        control.answered();
        // An interrupt was meant for the call. It must not cut off the store.
        boolean wasCutOff = Thread.interrupted();
        return keep(claim, wasCutOff ? cutOff(answer, control.cutOff()) : answer);
    }

    /// What is known of the money stays; why there is no image is why it was cut off.
    private static Answer cutOff(Answer answer, Optional<CutOff> reason) {
        if (reason.isEmpty() || !(answer.outcome() instanceof Failed failed) || !isOfCutOff(failed.code())) {
            return answer;
        }
        CutOff why = reason.get();
        log.atInfo().addKeyValue("reason", why).log("call was cut off");
        Failed ended = new Failed(
                why.code(),
                failed.billing(),
                why.reason() + ": " + failed.message(),
                null,
                failed.usage(),
                failed.requestId(),
                failed.limits());
        return new Answer(ended, answer.calls(), answer.startedAt(), answer.providerMillis(), answer.providerBatchId());
    }

    /// Any other code is the provider's own answer, which came just in time.
    private static boolean isOfCutOff(FailureCode code) {
        return code == FailureCode.CANCELLED || FailureTable.isRetryable(code);
    }

    private static Answer notAsked(Claim claim, FailureCode code, String message) {
        return new Answer(Failed.unbilled(code, message), 0, claim.claimedAt(), 0, null);
    }

    /// The caller's deadline forbids to begin.
    private boolean isTooLate(GenerationJob job, Instant deadline) {
        Instant wanted = job.getRequest().getConstraints().getDeadline();
        Instant now = clock.instant();
        return !now.isBefore(deadline) || (wanted != null && !now.isBefore(wanted));
    }

    private Receipt keep(Claim claim, Answer answer) {
        Instant wanted = claim.job().getRequest().getConstraints().getDeadline();
        Instant now = clock.instant();
        try {
            if (answer.outcome() instanceof Rendered rendered && wanted != null && now.isAfter(wanted)) {
                return keepLate(claim, answer, rendered, "the image came at " + now + ", after the deadline " + wanted);
            }
            return keeper.keep(claim, answer, times.keepUntil(claim));
        } catch (AssetStoreException e) {
            log.atError()
                    .addKeyValue("attempt", claim.attemptId())
                    .setCause(e)
                    .log("asset store did not answer, attempt is settled without a receipt");
            return lost(claim, answer);
        }
    }

    /// The bill is known and nothing is bought again; the image is worthless, as the caller said.
    private Receipt keepLate(Claim claim, Answer answer, Rendered rendered, String message) {
        Receipt receipt = keeper.ofUnusable(claim, answer, rendered, FailureCode.EXPIRED, message);
        keeper.keep(receipt, times.keepUntil(claim));
        return receipt;
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

    private Receipt refused(Claim claim, FailureCode code, String message, @Nullable String field) {
        Receipt receipt = keeper.ofRefused(claim, code, message, field);
        try {
            keeper.keep(receipt, times.keepUntil(claim));
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
