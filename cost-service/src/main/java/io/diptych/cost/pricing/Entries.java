package io.diptych.cost.pricing;

import io.diptych.catalog.PriceBook;
import io.diptych.events.Context;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.Posting;
import io.diptych.events.Route;

/// Writes postings.
final class Entries {
    private static final int FIRST = 1;

    private Entries() {}

    /// The first posting of its kind for an attempt.
    static CostEntry of(GenerationResult result, Posting posting, Amount amount, PriceBook book) {
        GenerationJob job = result.getJob();
        Route route = job.getRoute();
        Context context = job.getRequest().getContext();
        return CostEntry.newBuilder()
                .setEntryId(result.getAttemptId() + "/" + posting + "/" + FIRST)
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setRequestId(job.getRequestId())
                .setTenant(result.getTenant())
                .setPosting(posting)
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
                .setOccurredAt(result.getOccurredAt())
                .build();
    }
}
