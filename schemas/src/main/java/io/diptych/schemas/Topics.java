package io.diptych.schemas;

import static io.diptych.schemas.Cleanup.COMPACT;
import static io.diptych.schemas.Cleanup.COMPACT_AND_DELETE;
import static io.diptych.schemas.Cleanup.DELETE;

import io.diptych.events.AcceptThreshold;
import io.diptych.events.AttemptRecord;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CampaignCommand;
import io.diptych.events.CampaignProgress;
import io.diptych.events.Cancellation;
import io.diptych.events.CostAlert;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.events.Escalation;
import io.diptych.events.FeedbackCount;
import io.diptych.events.FeedbackSignal;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.PreviewFrame;
import io.diptych.events.ProviderBatch;
import io.diptych.events.ProviderHealth;
import io.diptych.events.QualityVerdict;
import io.diptych.events.RepeatedRequest;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewTask;
import io.diptych.events.RoutingDecision;
import io.diptych.events.RoutingPolicy;
import io.diptych.events.Settlement;
import io.diptych.events.TenantTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/// The topic catalogue: every topic that Diptych reads or writes. A prefix serves several environments
/// on one cluster.
public final class Topics {
    /// Partitions of a model's jobs and attempts: twelve processes of hundreds of slots are beyond any
    /// provider's limit.
    public static final int MODEL_PARTITIONS = 12;
    /// Partitions of a model's batch jobs; few, so that batches grow.
    public static final int BATCH_PARTITIONS = 3;

    private static final int EVENT_PARTITIONS = 6;
    private static final Duration DAYS_400 = Duration.ofDays(400);
    private static final Duration DAYS_90 = Duration.ofDays(90);
    private static final Duration DAYS_30 = Duration.ofDays(30);
    private static final Duration DAYS_7 = Duration.ofDays(7);
    private static final Duration DAYS_3 = Duration.ofDays(3);

    static {
        TrustedEvents.install();
    }

    private final String prefix;

    /// @param prefix put before every name, for example `staging.`; empty for none
    public Topics(String prefix) {
        if (!prefix.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "topic prefix is '" + prefix + "', may have letters, digits, '.', '_' and '-' only");
        }
        this.prefix = prefix;
    }

    /// Callers' wishes.
    public Topic<GenerationRequest> requests() {
        return topic(
                "image.requests",
                GenerationRequest.class,
                "requestId",
                GenerationRequest::getRequestId,
                EVENT_PARTITIONS,
                DAYS_7,
                DELETE,
                List.of("upstream", "gateway", "pipeline"),
                List.of("router"));
    }

    /// Jobs of a model on the standard lanes.
    public Topic<GenerationJob> jobs(String model) {
        return topic(
                "image.jobs." + model,
                GenerationJob.class,
                "jobId",
                GenerationJob::getJobId,
                MODEL_PARTITIONS,
                DAYS_3,
                DELETE,
                List.of("router"),
                List.of("worker"));
    }

    /// Jobs of a model on the batch lane.
    public Topic<GenerationJob> batchJobs(String model) {
        return topic(
                "image.jobs." + model + ".batch",
                GenerationJob.class,
                "jobId",
                GenerationJob::getJobId,
                BATCH_PARTITIONS,
                DAYS_3,
                DELETE,
                List.of("router"),
                List.of("worker"));
    }

    /// Claims and settlements of a model's attempts, in the partitions of its jobs.
    public Topic<AttemptRecord> attempts(String model) {
        return topic(
                "image.attempts." + model,
                AttemptRecord.class,
                "attemptId",
                AttemptRecord::getAttemptId,
                MODEL_PARTITIONS,
                DAYS_30,
                COMPACT_AND_DELETE,
                List.of("worker"),
                List.of("worker", "cost"));
    }

    /// What providers gave back.
    public Topic<GenerationResult> results() {
        return topic(
                "image.results",
                GenerationResult.class,
                "jobId",
                GenerationResult::getJobId,
                EVENT_PARTITIONS,
                DAYS_7,
                DELETE,
                List.of("worker"),
                List.of("qa", "cost", "gateway"));
    }

    /// Unfinished images.
    public Topic<PreviewFrame> previews() {
        return topic(
                "image.previews",
                PreviewFrame.class,
                "jobId",
                PreviewFrame::getJobId,
                EVENT_PARTITIONS,
                Duration.ofHours(1),
                DELETE,
                List.of("worker"),
                List.of("gateway"));
    }

    /// Quality control's words.
    public Topic<QualityVerdict> verdicts() {
        return topic(
                "image.verdicts",
                QualityVerdict.class,
                "jobId",
                QualityVerdict::getJobId,
                EVENT_PARTITIONS,
                DAYS_30,
                DELETE,
                List.of("qa"),
                List.of("cost", "router", "gateway"));
    }

    /// Demands for another attempt.
    public Topic<Escalation> escalations() {
        return topic(
                "image.escalations",
                Escalation.class,
                "jobId",
                Escalation::getJobId,
                EVENT_PARTITIONS,
                DAYS_7,
                DELETE,
                List.of("qa", "review"),
                List.of("router"));
    }

    /// How jobs ended.
    public Topic<JobOutcome> outcomes() {
        return topic(
                "image.outcomes",
                JobOutcome.class,
                "jobId",
                JobOutcome::getJobId,
                EVENT_PARTITIONS,
                DAYS_30,
                COMPACT_AND_DELETE,
                List.of("router", "qa"),
                List.of("upstream", "pipeline", "gateway", "cost"));
    }

    /// Wishes to stop.
    public Topic<Cancellation> cancellations() {
        return topic(
                "image.cancellations",
                Cancellation.class,
                "requestId",
                Cancellation::getRequestId,
                EVENT_PARTITIONS,
                DAYS_7,
                DELETE,
                List.of("clients"),
                List.of("router", "worker", "qa"));
    }

    /// What callers think of what they got.
    public Topic<FeedbackSignal> feedback() {
        return topic(
                "image.feedback",
                FeedbackSignal.class,
                "jobId",
                FeedbackSignal::getJobId,
                EVENT_PARTITIONS,
                DAYS_90,
                DELETE,
                List.of("clients", "review"),
                List.of("qa"));
    }

    /// Why attempts went where they went.
    public Topic<RoutingDecision> decisions() {
        return topic(
                "routing.decisions",
                RoutingDecision.class,
                "jobId",
                RoutingDecision::getJobId,
                EVENT_PARTITIONS,
                DAYS_30,
                DELETE,
                List.of("router"),
                List.of("cost", "gateway", "replay"));
    }

    /// Published policies.
    public Topic<RoutingPolicy> policies() {
        return topic(
                "routing.policies",
                RoutingPolicy.class,
                "name",
                RoutingPolicy::getName,
                1,
                DAYS_30,
                COMPACT,
                List.of("operators"),
                List.of("router"));
    }

    /// Turns at the money of tenants with a hard budget, one tenant's in one partition.
    public Topic<TenantTurn> tenantTurns() {
        return topic(
                "routing.tenants",
                TenantTurn.class,
                "tenant",
                TenantTurn::getTenant,
                EVENT_PARTITIONS,
                DAYS_7,
                DELETE,
                List.of("router"),
                List.of("router"));
    }

    /// Requests that came again, in the partitions of the outcomes that answer them.
    public Topic<RepeatedRequest> repeats() {
        return topic(
                "routing.repeats",
                RepeatedRequest.class,
                "jobId",
                RepeatedRequest::getJobId,
                EVENT_PARTITIONS,
                DAYS_7,
                DELETE,
                List.of("router"),
                List.of("router"));
    }

    /// How models fare.
    public Topic<ProviderHealth> health() {
        return topic(
                "provider.health",
                ProviderHealth.class,
                "model",
                ProviderHealth::getModel,
                1,
                DAYS_30,
                COMPACT,
                List.of("worker"),
                List.of("router", "dashboard"));
    }

    /// Batches at providers, in the partitions of their jobs.
    public Topic<ProviderBatch> batches() {
        return topic(
                "provider.batches",
                ProviderBatch.class,
                "batchKey",
                ProviderBatch::getBatchKey,
                MODEL_PARTITIONS,
                DAYS_30,
                COMPACT_AND_DELETE,
                List.of("worker"),
                List.of("worker"));
    }

    /// Questions to people.
    public Topic<ReviewTask> reviewTasks() {
        return topic(
                "review.tasks",
                ReviewTask.class,
                "taskId",
                ReviewTask::getTaskId,
                1,
                DAYS_90,
                COMPACT,
                List.of("qa", "pipeline"),
                List.of("review"));
    }

    /// People's answers.
    public Topic<ReviewDecision> reviewDecisions() {
        return topic(
                "review.decisions",
                ReviewDecision.class,
                "taskId",
                ReviewDecision::getTaskId,
                1,
                DAYS_90,
                DELETE,
                List.of("review"),
                List.of("qa", "pipeline"));
    }

    /// From which score on images are accepted unseen.
    public Topic<AcceptThreshold> acceptThresholds() {
        return topic(
                "quality.thresholds",
                AcceptThreshold.class,
                "profile",
                AcceptThreshold::getProfile,
                1,
                DAYS_400,
                COMPACT,
                List.of("operators"),
                List.of("qa"));
    }

    /// What people did with delivered images, by what made them.
    public Topic<FeedbackCount> feedbackCounts() {
        return topic(
                "image.feedback.counts",
                FeedbackCount.class,
                "model|rule|template",
                Keys::feedback,
                EVENT_PARTITIONS,
                DAYS_400,
                COMPACT,
                List.of("qa"),
                List.of("cost", "router", "dashboard"));
    }

    /// The ledger's postings.
    public Topic<CostEntry> costEntries() {
        return topic(
                "cost.entries",
                CostEntry.class,
                "attemptId",
                CostEntry::getAttemptId,
                EVENT_PARTITIONS,
                DAYS_400,
                DELETE,
                List.of("cost"),
                List.of("finance", "router"));
    }

    /// Sums by dimensions and window.
    public Topic<CostRollup> costRollups() {
        return topic(
                "cost.rollups",
                CostRollup.class,
                "dimensions and window",
                Keys::rollup,
                EVENT_PARTITIONS,
                DAYS_400,
                COMPACT,
                List.of("cost"),
                List.of("finance", "dashboard"));
    }

    /// What invoices say of attempts, in the partitions of their results.
    public Topic<Settlement> settlements() {
        return topic(
                "cost.settlements",
                Settlement.class,
                "jobId",
                Settlement::getJobId,
                EVENT_PARTITIONS,
                DAYS_7,
                DELETE,
                List.of("cost"),
                List.of("cost"));
    }

    /// What about money a person should look at.
    public Topic<CostAlert> costAlerts() {
        return topic(
                "cost.alerts",
                CostAlert.class,
                "alertId",
                CostAlert::getAlertId,
                1,
                DAYS_90,
                DELETE,
                List.of("cost"),
                List.of("cost", "alerts"));
    }

    /// Where budgets stand. The hard budget of a tenant as a whole is under the tenant; every other is under
    /// `tenant|budgetId`.
    public Topic<BudgetStatus> budgets() {
        return topic(
                "cost.budgets",
                BudgetStatus.class,
                "tenant",
                Keys::budget,
                1,
                DAYS_400,
                COMPACT,
                List.of("cost"),
                List.of("router", "alerts"));
    }

    /// Commands to campaigns.
    public Topic<CampaignCommand> campaigns() {
        return topic(
                "pipeline.campaigns",
                CampaignCommand.class,
                "campaignId",
                CampaignCommand::getCampaignId,
                1,
                DAYS_30,
                DELETE,
                List.of("clients"),
                List.of("pipeline"));
    }

    /// Where campaigns stand.
    public Topic<CampaignProgress> campaignProgress() {
        return topic(
                "pipeline.progress",
                CampaignProgress.class,
                "campaignId/sku",
                Keys::progress,
                1,
                DAYS_30,
                COMPACT,
                List.of("pipeline"),
                List.of("clients"));
    }

    /// Every topic that does not belong to one model.
    public List<Topic<?>> shared() {
        return List.of(
                requests(),
                results(),
                previews(),
                verdicts(),
                escalations(),
                outcomes(),
                cancellations(),
                feedback(),
                decisions(),
                policies(),
                tenantTurns(),
                repeats(),
                health(),
                batches(),
                reviewTasks(),
                reviewDecisions(),
                acceptThresholds(),
                feedbackCounts(),
                costEntries(),
                costRollups(),
                settlements(),
                costAlerts(),
                budgets(),
                campaigns(),
                campaignProgress());
    }

    /// The topics of one model.
    public List<Topic<?>> ofModel(String model) {
        return List.of(jobs(model), batchJobs(model), attempts(model));
    }

    /// Every topic of a deployment that serves these models.
    public List<Topic<?>> all(Collection<String> models) {
        List<Topic<?>> all = new ArrayList<>(shared());
        models.forEach(model -> all.addAll(ofModel(model)));
        return List.copyOf(all);
    }

    private <V extends SpecificRecord> Topic<V> topic(
            String name,
            Class<V> valueType,
            String keyName,
            Function<V, String> key,
            int partitions,
            Duration retention,
            Cleanup cleanup,
            List<String> writtenBy,
            List<String> readBy) {
        return new Topic<>(prefix + name, valueType, keyName, key, partitions, retention, cleanup, writtenBy, readBy);
    }
}
