package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Answer;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.FailureTable;
import io.diptych.worker.attempt.ImageKeeper;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.attempt.Settlement;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries one batch to the provider and its images home, blocking, on a thread of its own. What it learns it hands to
/// the
/// collector, which writes it; it writes nothing itself.
final class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration KEEP = Duration.ofMinutes(2);

    private final WorkerProperties.Batch limits;
    private final WorkerParts parts;
    private final BatchProvider provider;
    private final RenderCalls calls;
    private final ImageKeeper keeper;
    private final Semaphore answers;

    /// @param answers bounds how many batches are fetched at once: an answer holds every image of its batch
    Courier(WorkerProperties settings, WorkerParts parts, BatchProvider provider, Semaphore answers) {
        this.limits = settings.batch();
        this.parts = parts;
        this.provider = provider;
        this.calls = new RenderCalls(settings.modelIds());
        this.keeper = new ImageKeeper(parts.assets(), parts.clock());
        this.answers = answers;
    }

    /// Goes from where the batch stands to its end.
    ///
    /// @throws InterruptedException when the collector gives the batch up; the log says where it stands
    void carry(OpenBatch batch, Consumer<Step> report) throws InterruptedException {
        OpenBatch carried = batch;
        if (batch.providerBatchId() == null) {
            try {
                carried = batch.submitted(handOver(batch));
            } catch (BatchException e) {
                report.accept(refused(batch, e));
                return;
            }
            report.accept(new Step.Submitted(carried));
        }
        report.accept(collect(carried));
    }

    /// Hands the batch over, unless the provider has it already. Ends only when that is certain.
    ///
    /// @throws BatchException when the provider surely refused it and will again
    private String handOver(OpenBatch batch) throws BatchException, InterruptedException {
        boolean surelyAbsent = batch.fresh();
        while (true) {
            try {
                if (!surelyAbsent) {
                    Optional<String> there = provider.find(batch.batchKey());
                    if (there.isPresent()) {
                        return there.get();
                    }
                }
                return provider.submit(batch.batchKey(), model(batch), renderCalls(batch));
            } catch (BatchException e) {
                surelyAbsent = e.surelyRefused() && surelyAbsent;
                if (e.surelyRefused() && !FailureTable.isRetryable(e.code())) {
                    throw e;
                }
                log.atWarn()
                        .addKeyValue("batch", batch.batchKey())
                        .addKeyValue("code", e.code())
                        .addKeyValue("error", e.getMessage())
                        .log("batch could not be handed over, tried again");
                Thread.sleep(limits.pollInterval());
            }
        }
    }

    private String model(OpenBatch batch) {
        return calls.providerModel(batch.claims().getFirst().job().getRoute().getModel());
    }

    private List<RenderCall> renderCalls(OpenBatch batch) {
        return batch.claims().stream()
                .flatMap(claim -> calls.of(claim.job(), null).stream())
                .toList();
    }

    private Step collect(OpenBatch batch) throws InterruptedException {
        String id = String.valueOf(batch.providerBatchId());
        Instant giveUp = batch.claimedAt().plus(limits.giveUpAfter());
        while (parts.clock().instant().isBefore(giveUp)) {
            Thread.sleep(limits.pollInterval());
            answers.acquire();
            try {
                if (provider.poll(id) instanceof Progress.Ended(var outcomes)) {
                    return ended(batch, outcomes);
                }
            } catch (BatchException e) {
                log.atWarn()
                        .addKeyValue("batch", batch.batchKey())
                        .addKeyValue("error", e.getMessage())
                        .log("batch could not be asked about, asked again");
            } finally {
                answers.release();
            }
        }
        Instant now = parts.clock().instant();
        return new Step.Ended(
                batch,
                BatchState.FAILED,
                batch.claims().stream()
                        .map(claim -> Settlement.unknown(claim, now))
                        .toList());
    }

    private Step ended(OpenBatch batch, Map<String, ProviderOutcome> outcomes) {
        List<Settlement> settlements = new ArrayList<>();
        for (Claim claim : batch.claims()) {
            ProviderOutcome outcome = outcomes.getOrDefault(
                    claim.attemptId(),
                    Failed.unbilled(FailureCode.EMPTY_RESPONSE, "the ended batch holds no answer for this attempt"));
            settlements.add(settled(claim, batch, outcome));
        }
        return new Step.Ended(batch, BatchState.COLLECTED, settlements);
    }

    private Step refused(OpenBatch batch, BatchException refusal) {
        Failed failed =
                new Failed(refusal.code(), Billing.NOT_BILLED, String.valueOf(refusal.getMessage()), null, null, null);
        return new Step.Ended(
                batch,
                BatchState.FAILED,
                batch.claims().stream()
                        .map(claim -> settled(claim, batch, failed))
                        .toList());
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
