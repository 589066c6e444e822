package io.diptych.worker.batch;

import io.diptych.events.FailureCode;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.FailureTable;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.prompt.UnusablePromptException;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers a batch to its provider until it takes it, refuses it for good, or the batch can wait no longer.
///
/// @param interval    how long to wait before it is offered again, where the provider does not say
/// @param patience    how long a provider that refuses it for a while is asked, from its claim on
/// @param isCancelled whether a caller wants an attempt no more
/// @param isUrgent    whether an attempt must leave the batch lane
record HandOver(
        BatchProvider provider,
        RenderCalls calls,
        Inputs inputs,
        Duration interval,
        Duration patience,
        Predicate<Claim> isCancelled,
        Predicate<Claim> isUrgent,
        InstantSource clock) {
    private static final Logger log = LoggerFactory.getLogger(HandOver.class);

    /// Hands the batch over, unless the provider has it already. Ends only when that is certain, or never will be.
    ///
    /// @return the provider's id; empty where no job of the batch can be bought, is wanted, or can wait, and the
    ///         provider surely does not have it
    /// @throws BatchException when the provider surely refused it and will again, when it did for too long, or when
    ///                        nobody will ever know
    Optional<String> of(OpenBatch batch) throws BatchException, InterruptedException {
        boolean neverInDoubt = batch.fresh();
        while (true) {
            boolean isAbsent = neverInDoubt;
            try {
                if (!isAbsent) {
                    Optional<String> there = provider.find(batch.batchKey());
                    if (there.isPresent()) {
                        return there;
                    }
                    isAbsent = true;
                }
                List<RenderCall> wanted = renderCalls(batch);
                return wanted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(provider.submit(batch.batchKey(), model(batch), wanted));
            } catch (BatchException e) {
                // A refusal to look for a batch says nothing of whether it is there.
                boolean isRefused = isAbsent && e.surelyRefused();
                neverInDoubt &= isRefused;
                boolean isFinal = isRefused ? !FailureTable.isRetryable(e.code()) : !provider.canFind();
                Duration wait = e.retryAfter().orElse(interval);
                if (isFinal || isTooLong(batch, wait)) {
                    throw isRefused == e.surelyRefused() ? e : BatchException.inDoubt(e);
                }
                log.atWarn()
                        .addKeyValue("batch", batch.batchKey())
                        .addKeyValue("code", e.code())
                        .addKeyValue("error", e.getMessage())
                        .log("batch could not be handed over, tried again");
                if (!pause(batch, wait) && isRefused) {
                    return Optional.empty();
                }
            }
        }
    }

    /// Waits, at least one interval.
    ///
    /// @return false as soon as a job of the batch cannot wait on
    private boolean pause(OpenBatch batch, Duration wanted) throws InterruptedException {
        Instant until = clock.instant().plus(wanted);
        do {
            Thread.sleep(interval);
            if (batch.claims().stream().anyMatch(claim -> isUrgent.test(claim) && !isCancelled.test(claim))) {
                return false;
            }
        } while (clock.instant().isBefore(until));
        return true;
    }

    private boolean isTooLong(OpenBatch batch, Duration wait) {
        return clock.instant().plus(wait).isAfter(batch.claimedAt().plus(patience));
    }

    private String model(OpenBatch batch) {
        return calls.providerModel(batch.claims().getFirst().job().getRoute().getModel());
    }

    /// The calls of the jobs that can be bought and are wanted. The others are settled with the rest, at the end.
    ///
    /// @throws BatchException when the asset store does not answer; nothing is handed over
    private List<RenderCall> renderCalls(OpenBatch batch) throws BatchException, InterruptedException {
        List<RenderCall> wanted = new ArrayList<>();
        for (Claim claim : batch.claims()) {
            if (isCancelled.test(claim)) {
                continue;
            }
            try {
                wanted.add(inputs.call(claim));
            } catch (UnusablePromptException unusable) {
                log.atInfo()
                        .addKeyValue("attempt", claim.attemptId())
                        .addKeyValue("field", unusable.field())
                        .log("job cannot be bought");
            } catch (AssetStoreException e) {
                throw new BatchException(
                        FailureCode.UNAVAILABLE, true, "references could not be loaded: " + e.getMessage(), e);
            }
        }
        return wanted;
    }
}
