package io.diptych.cost.rollup;

import static io.diptych.cost.rollup.Window.DAY;
import static io.diptych.cost.rollup.Window.HOUR;
import static io.diptych.cost.rollup.Window.MINUTE;

import io.diptych.events.CostRollup;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import java.util.List;

/// Dimensions that are summed together. One key of all dimensions would have as many combinations as there are
/// articles,
/// rules and templates multiplied; several smaller ones have their sum.
public enum Cube {
    /// Tenant, campaign, stage, provider, model, tier, lane.
    ROUTE(MINUTE, HOUR, DAY),
    /// Tenant, policy, policy version, rule, model.
    POLICY(HOUR, DAY),
    /// Tenant, template version, stage, model; without what no template made.
    TEMPLATE(HOUR, DAY),
    /// Tenant, project, campaign, article number; without what has none of them.
    SKU(DAY);

    private static final String ANY = "*";

    private final List<Window> windows;

    Cube(Window... windows) {
        this.windows = List.of(windows);
    }

    /// The windows that it is summed over.
    public List<Window> windows() {
        return windows;
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
