package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Answer;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.ImageKeeper;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.attempt.Settlement;
import io.diptych.worker.image.ReferenceImages;
import io.diptych.worker.prompt.UnusablePromptException;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.BatchProvider.Progress;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries one batch to the provider and its images home, blocking, on a thread of its own. What it learns it hands
/// to the collector, which writes it; it writes nothing itself.
final class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration KEEP = Duration.ofMinutes(2);

    private final WorkerProperties.Batch limits;
    private final CollectorProperties times;
    private final Supply supply;
    private final WorkerParts parts;
    private final BatchProvider provider;
    private final Inputs inputs;
    private final HandOver handOver;
    private final ImageKeeper keeper;
    private final Predicate<GenerationJob> isCancelled;
    private final Semaphore answers;

    /// @param model   catalogue id
    /// @param isCancelled whether a caller wants a job no more
    /// @param answers bounds how many batches are fetched at once: an answer holds every image of its batch
    Courier(
            String model,
            WorkerProperties settings,
            WorkerProperties.Batch limits,
            CollectorProperties times,
            Supply supply,
            WorkerParts parts,
            BatchProvider provider,
            Predicate<GenerationJob> isCancelled,
            Semaphore answers) {
        this.limits = limits;
        this.times = times;
        this.supply = supply;
        this.parts = parts;
        this.provider = provider;
        RenderCalls calls = new RenderCalls(settings.modelIds());
        this.inputs = new Inputs(calls, ReferenceImages.of(parts.assets(), settings.references(), model));
        this.keeper = new ImageKeeper(parts.assets(), parts.clock());
        this.isCancelled = isCancelled;
        this.answers = answers;
        this.handOver = new HandOver(
                provider,
                calls,
                inputs,
                limits.pollInterval(),
                supply.patience(settings, limits),
                this::isCancelled,
                this::isUrgent,
                parts.clock());
    }

    /// Goes from where the batch stands to its end.
    ///
    /// @throws InterruptedException when the collector gives the batch up; the log says where it stands
    void carry(OpenBatch batch, Consumer<Step> report) throws InterruptedException {
        OpenBatch carried = batch;
        if (batch.providerBatchId() == null) {
            if (!batch.fresh() && !provider.canFind()) {
                report.accept(unknown(batch));
                return;
            }
            try {
                Optional<String> id = handOver.of(batch);
                if (id.isEmpty()) {
                    report.accept(ended(batch, Map.of()));
                    return;
                }
                carried = batch.submitted(id.get());
            } catch (BatchException e) {
                report.accept(e.surelyRefused() ? refused(batch, e) : unknown(batch));
                return;
            }
            report.accept(new Step.Submitted(carried));
        }
        report.accept(collect(carried));
    }

    private Step collect(OpenBatch batch) throws InterruptedException {
        String id = String.valueOf(batch.providerBatchId());
        Instant giveUp = batch.claimedAt().plus(limits.giveUpAfter());
        boolean isStopped = false;
        Instant notBefore = Instant.MIN;
        while (parts.clock().instant().isBefore(giveUp)) {
            Thread.sleep(limits.pollInterval());
            if (parts.clock().instant().isBefore(notBefore)) {
                continue;
            }
            answers.acquire();
            try {
                if (provider.poll(id) instanceof Progress.Ended(var outcomes)) {
                    return ended(batch, outcomes);
                }
                Optional<String> reason = isStopped ? Optional.empty() : reasonToStop(batch);
                if (reason.isPresent()) {
                    isStopped = stopped(batch, id, reason.get());
                }
            } catch (BatchException e) {
                notBefore = parts.clock().instant().plus(e.retryAfter().orElse(Duration.ZERO));
                log.atWarn()
                        .addKeyValue("batch", batch.batchKey())
                        .addKeyValue("error", e.getMessage())
                        .log("batch could not be asked about, asked again");
            } finally {
                answers.release();
            }
        }
        return unknown(batch);
    }

    private Optional<String> reasonToStop(OpenBatch batch) {
        if (batch.claims().stream().allMatch(this::isCancelled)) {
            return Optional.of("nobody wants any of it");
        }
        return batch.claims().stream().anyMatch(this::isUrgent) ? Optional.of("deadline nears") : Optional.empty();
    }

    private boolean isCancelled(Claim claim) {
        return isCancelled.test(claim.job());
    }

    /// Asks the provider to stop; only the end that it then reports says what was not made.
    private boolean stopped(OpenBatch batch, String id, String reason) {
        try {
            provider.cancel(id);
            log.atInfo()
                    .addKeyValue("batch", batch.batchKey())
                    .addKeyValue("reason", reason)
                    .log("provider is asked to stop the batch");
        } catch (BatchException e) {
            log.atWarn()
                    .addKeyValue("batch", batch.batchKey())
                    .addKeyValue("error", e.getMessage())
                    .log("batch could not be stopped");
            return e.code() == FailureCode.INVALID_REQUEST;
        }
        return true;
    }

    private boolean isUrgent(Claim claim) {
        return supply == Supply.BATCHES
                && times.isUrgent(
                        claim.job().getRequest().getConstraints().getDeadline(),
                        parts.clock().instant());
    }

    private Step unknown(OpenBatch batch) {
        Instant now = parts.clock().instant();
        return new Step.Ended(
                batch,
                BatchState.FAILED,
                batch.claims().stream()
                        .map(claim -> Settlement.unknown(claim, now))
                        .toList(),
                List.of());
    }

    private Step ended(OpenBatch batch, Map<String, ProviderOutcome> outcomes) throws InterruptedException {
        boolean wasStopped = batch.claims().stream().anyMatch(this::isUrgent);
        List<Settlement> settlements = new ArrayList<>();
        List<Step.Moved> moved = new ArrayList<>();
        for (Claim claim : batch.claims()) {
            ProviderOutcome outcome = outcomes.get(claim.attemptId());
            if (outcome != null) {
                settlements.add(settled(claim, batch, outcome));
                continue;
            }
            if (isCancelled(claim)) {
                settlements.add(Settlement.unbought(
                        claim,
                        FailureCode.CANCELLED,
                        "the caller cancelled the request, and its batch ended without this image",
                        parts.clock().instant()));
                continue;
            }
            Optional<UnusablePromptException> unusable = whyNot(claim);
            if (unusable.isPresent()) {
                settlements.add(invalid(claim, unusable.get()));
            } else if (wasStopped) {
                moved.add(new Step.Moved(claim, isUrgent(claim) ? Lane.INTERACTIVE : Lane.BATCH));
            } else {
                settlements.add(settled(
                        claim,
                        batch,
                        Failed.unbilled(
                                FailureCode.EMPTY_RESPONSE, "the ended batch holds no answer for this attempt")));
            }
        }
        return new Step.Ended(batch, BatchState.COLLECTED, settlements, moved);
    }

    private Optional<UnusablePromptException> whyNot(Claim claim) throws InterruptedException {
        try {
            RenderCall _ = inputs.call(claim);
            return Optional.empty();
        } catch (UnusablePromptException unusable) {
            return Optional.of(unusable);
        }
    }

    private Step refused(OpenBatch batch, BatchException refusal) {
        Failed failed = new Failed(
                refusal.code(),
                Billing.NOT_BILLED,
                String.valueOf(refusal.getMessage()),
                refusal.retryAfter().orElse(null),
                null,
                null);
        return new Step.Ended(
                batch,
                BatchState.FAILED,
                batch.claims().stream()
                        .map(claim -> settled(claim, batch, failed))
                        .toList(),
                List.of());
    }

    private Settlement invalid(Claim claim, UnusablePromptException problem) {
        Instant until = parts.clock().instant().plus(KEEP);
        return new Settlement(
                claim, keeper.keepInvalid(claim, String.valueOf(problem.getMessage()), problem.field(), until));
    }

    private Settlement settled(Claim claim, OpenBatch batch, ProviderOutcome outcome) {
        Instant now = parts.clock().instant();
        Answer answer = new Answer(
                outcome,
                1,
                batch.claimedAt(),
                Duration.between(batch.claimedAt(), now).toMillis(),
                batch.providerBatchId());
        return new Settlement(claim, keeper.keep(claim, answer, now.plus(KEEP)));
    }
}
