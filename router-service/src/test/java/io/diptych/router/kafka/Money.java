package io.diptych.router.kafka;

import io.diptych.events.BudgetPeriod;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationJob;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Stage;
import io.diptych.router.Requests;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What accounting says, for tests.
final class Money {
    private Money() {}

    /// A posting of the job's attempt, which ended at the time of all requests.
    static CostEntry entry(GenerationJob job, Posting posting, @Nullable Long micros) {
        return CostEntry.newBuilder()
                .setEntryId(job.getAttemptId() + "/" + posting + "/1")
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setRequestId(job.getRequestId())
                .setTenant(job.getTenant())
                .setPosting(posting)
                .setAmountMicros(micros)
                .setProvenance(Provenance.METERED)
                .setPriceBook("official")
                .setPriceBookVersion("1")
                .setProvider(job.getRoute().getProvider())
                .setModel(job.getRoute().getModel())
                .setTier(job.getRoute().getTier())
                .setLane(job.getRoute().getLane())
                .setStage(Stage.SCENE)
                .setImages(1)
                .setAttemptNo(job.getAttemptNo())
                .setRuleId(job.getRoute().getRuleId())
                .setPolicy(job.getRoute().getPolicy())
                .setPolicyVersion(job.getRoute().getPolicyVersion())
                .setProject(job.getRequest().getContext().getLabels().get("project"))
                .setCampaign(job.getRequest().getContext().getCampaign())
                .setOccurredAt(Requests.AT)
                .build();
    }

    /// A limit of a project or a campaign for the days of UTC.
    static BudgetStatus budget(
            String tenant, String id, @Nullable String project, @Nullable String campaign, long limitMicros) {
        return BudgetStatus.newBuilder(budget(tenant, limitMicros, Requests.AT.plusSeconds(1)))
                .setBudgetId(id)
                .setProject(project)
                .setCampaign(campaign)
                .setPeriod(BudgetPeriod.DAY)
                .build();
    }

    /// A limit of a tenant from the time of all requests on.
    static BudgetStatus budget(String tenant, long limitMicros, Instant end) {
        return BudgetStatus.newBuilder()
                .setTenant(tenant)
                .setLimitMicros(limitMicros)
                .setSpentMicros(0)
                .setHeldMicros(0)
                .setPeriodStart(Requests.AT)
                .setPeriodEnd(end)
                .setOccurredAt(Requests.AT)
                .build();
    }
}
