package io.diptych.cost.rollup;

import static io.diptych.cost.rollup.Window.DAY;
import static io.diptych.cost.rollup.Window.HOUR;
import static io.diptych.cost.rollup.Window.MINUTE;

import io.diptych.events.CostRollup;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import java.util.List;

/// Dimensions that are summed together. One key of all dimensions would have as many combinations as there are
/// articles, rules and templates multiplied; several smaller ones have their sum.
public enum Cube {
    /// Tenant, campaign, stage, provider, model, tier, lane.
    ROUTE,
    /// Tenant, policy, policy version, rule, model.
    POLICY,
    /// Tenant, template version, stage, model; without what no template made.
    TEMPLATE,
    /// Tenant, project, campaign, article number; without what has none of them.
    SKU;

    private static final String ANY = "*";

    /// The windows that it is summed over, shortest first.
    public List<Window> windows() {
        return switch (this) {
            case ROUTE -> List.of(MINUTE, HOUR, DAY);
            case POLICY, TEMPLATE -> List.of(HOUR, DAY);
            case SKU -> List.of(DAY);
        };
    }

    /// Whether a fact with these dimensions is in it.
    boolean has(Dimensions dimensions) {
        return switch (this) {
            case ROUTE, POLICY -> true;
            case TEMPLATE -> dimensions.templateVersion() != null;
            case SKU -> dimensions.sku() != null || dimensions.campaign() != null || dimensions.project() != null;
        };
    }

    /// Writes the dimensions that it has.
    CostRollup.Builder place(CostRollup.Builder rollup, Dimensions fact) {
        rollup.setCube(name())
                .setTenant(fact.tenant())
                .setCampaign(null)
                .setStage(Stage.OTHER)
                .setProvider(ANY)
                .setModel(ANY)
                .setTier(ANY)
                .setLane(Lane.INTERACTIVE);
        return switch (this) {
            case ROUTE ->
                rollup.setCampaign(fact.campaign())
                        .setStage(fact.stage())
                        .setProvider(fact.provider())
                        .setModel(fact.model())
                        .setTier(fact.tier())
                        .setLane(fact.lane());
            case POLICY ->
                rollup.setPolicy(fact.policy())
                        .setPolicyVersion(fact.policyVersion())
                        .setRuleId(fact.ruleId())
                        .setProvider(fact.provider())
                        .setModel(fact.model());
            case TEMPLATE ->
                rollup.setTemplateVersion(fact.templateVersion())
                        .setStage(fact.stage())
                        .setProvider(fact.provider())
                        .setModel(fact.model());
            case SKU ->
                rollup.setProject(fact.project()).setCampaign(fact.campaign()).setSku(fact.sku());
        };
    }
}
