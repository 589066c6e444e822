package io.diptych.cost.pricing;

import io.diptych.catalog.PriceBook;
import io.diptych.cost.balance.Move;
import io.diptych.events.Context;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.Posting;
import io.diptych.events.Route;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes postings.
final class Entries {
    /// The caller's label that names a project.
    private static final String PROJECT = "project";

    private Entries() {}

    /// `<attemptId>/<posting>/<n>`.
    static String id(String attemptId, Posting posting, int number) {
        return attemptId + "/" + posting + "/" + number;
    }

    /// Id of the posting that a move settles; null where it settles none.
    static @Nullable String settled(String attemptId, Move move) {
        if (move.settles() < 1) {
            return null;
        }
        return switch (move.posting()) {
            case HOLD, RELEASE -> id(attemptId, Posting.HOLD, move.settles());
            case CHARGE, CORRECTION, CREDIT -> id(attemptId, Posting.CHARGE, move.settles());
        };
    }

    /// A posting for an attempt.
    ///
    /// @param at when the attempt ended
    static CostEntry of(
            GenerationResult result, Move move, Amount amount, @Nullable Long savedMicros, PriceBook book, Instant at) {
        GenerationJob job = result.getJob();
        Route route = job.getRoute();
        Context context = job.getRequest().getContext();
        return CostEntry.newBuilder()
                .setEntryId(id(result.getAttemptId(), move.posting(), move.number()))
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setRequestId(job.getRequestId())
                .setTenant(result.getTenant())
                .setPosting(move.posting())
                .setAmountMicros(amount.micros())
                .setProvenance(amount.provenance())
                .setPriceBook(book.name())
                .setPriceBookVersion(book.version())
                .setExplanation(amount.explanation())
                .setProvider(route.getProvider())
                .setModel(route.getModel())
                .setModelVersion(result.getModelVersion())
                .setTier(route.getTier())
                .setLane(route.getLane())
                .setStage(job.getRequest().getPurpose().getStage())
                .setImages(1)
                .setAttemptNo(job.getAttemptNo())
                .setUsage(result.getUsage())
                .setProviderRequestId(result.getProviderRequestId())
                .setProviderBatchId(result.getProviderBatchId())
                .setRuleId(route.getRuleId())
                .setPolicy(route.getPolicy())
                .setPolicyVersion(route.getPolicyVersion())
                .setTemplateVersion(result.getTemplateVersion())
                .setCampaign(context.getCampaign())
                .setSku(context.getSku())
                .setPipelineStage(context.getPipelineStage())
                .setOccurredAt(at)
                .setSettles(settled(result.getAttemptId(), move))
                .setSettlesUnpriced(move.settlesUnpriced())
                .setProject(context.getLabels().get(PROJECT))
                .setRegeneration(job.getRequest().getLineage().getRegenerateOf() != null)
                .setSavedMicros(move.posting() == Posting.CHARGE ? savedMicros : null)
                .build();
    }
}
