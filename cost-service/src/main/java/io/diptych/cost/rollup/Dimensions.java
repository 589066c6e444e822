package io.diptych.cost.rollup;

import io.diptych.events.Context;
import io.diptych.events.CostEntry;
import io.diptych.events.Escalation;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// By what a fact can be grouped.
///
/// @param project the caller's label `project`
public record Dimensions(
        String tenant,
        @Nullable String project,
        @Nullable String campaign,
        @Nullable String sku,
        Stage stage,
        String provider,
        String model,
        String tier,
        Lane lane,
        String policy,
        String policyVersion,
        String ruleId,
        @Nullable String templateVersion) {
    private static final String PROJECT = "project";

    /// Of a posting.
    public static Dimensions of(CostEntry entry) {
        return new Dimensions(
                entry.getTenant(),
                entry.getProject(),
                entry.getCampaign(),
                entry.getSku(),
                entry.getStage(),
                entry.getProvider(),
                entry.getModel(),
                entry.getTier(),
                entry.getLane(),
                entry.getPolicy(),
                entry.getPolicyVersion(),
                entry.getRuleId(),
                entry.getTemplateVersion());
    }

    /// Of the attempt that a result ended.
    public static Dimensions of(GenerationResult result) {
        return of(result.getJob(), result.getTenant(), result.getTemplateVersion());
    }

    /// Of the attempt that fell short.
    public static Dimensions of(Escalation escalation) {
        return of(escalation.getJob(), escalation.getTenant(), null);
    }

    /// Of the attempt whose image was delivered; empty where none was made.
    public static Optional<Dimensions> of(JobOutcome outcome) {
        if (outcome.getAttempts().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(
                outcome.getTenant(),
                outcome.getContext(),
                outcome.getPurpose().getStage(),
                outcome.getAttempts().getLast().getRoute(),
                outcome.getTemplateVersion()));
    }

    private static Dimensions of(GenerationJob job, String tenant, @Nullable String templateVersion) {
        return of(
                tenant,
                job.getRequest().getContext(),
                job.getRequest().getPurpose().getStage(),
                job.getRoute(),
                templateVersion);
    }

    private static Dimensions of(
            String tenant, Context context, Stage stage, Route route, @Nullable String templateVersion) {
        return new Dimensions(
                tenant,
                context.getLabels().get(PROJECT),
                context.getCampaign(),
                context.getSku(),
                stage,
                route.getProvider(),
                route.getModel(),
                route.getTier(),
                route.getLane(),
                route.getPolicy(),
                route.getPolicyVersion(),
                route.getRuleId(),
                templateVersion);
    }
}
