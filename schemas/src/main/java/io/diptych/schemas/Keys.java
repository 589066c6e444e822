package io.diptych.schemas;

import io.diptych.events.BudgetStatus;
import io.diptych.events.CampaignProgress;
import io.diptych.events.CostRollup;
import io.diptych.events.FeedbackCount;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keys that are made of several fields. Different fields never make the same key, whatever characters are in them.
final class Keys {
    private static final String ROUTE = "ROUTE";

    private Keys() {}

    /// Cube (unless it is the first there was), its dimensions, window and start.
    static String rollup(CostRollup rollup) {
        String window = rollup.getWindow();
        String start = rollup.getWindowStart().toString();
        String tenant = rollup.getTenant();
        String model = rollup.getModel();
        return switch (rollup.getCube()) {
            case "POLICY" ->
                "%POLICY|" + join(tenant, rollup.getPolicy(), rollup.getPolicyVersion(), rollup.getRuleId(), model)
                        + suffix(window, start);
            case "TEMPLATE" ->
                "%TEMPLATE|"
                        + join(
                                tenant,
                                rollup.getTemplateVersion(),
                                rollup.getStage().name(),
                                model) + suffix(window, start);
            case "SKU" ->
                "%SKU|" + join(tenant, rollup.getProject(), rollup.getCampaign(), rollup.getSku())
                        + suffix(window, start);
            case ROUTE ->
                join(
                                tenant,
                                rollup.getCampaign(),
                                rollup.getStage().name(),
                                rollup.getProvider(),
                                model,
                                rollup.getTier(),
                                rollup.getLane().name())
                        + suffix(window, start);
            default ->
                throw new IllegalArgumentException(
                        "cube is " + rollup.getCube() + ", must be ROUTE, POLICY, TEMPLATE or SKU");
        };
    }

    /// Tenant and name of the budget; the tenant alone where it has no name.
    static String budget(BudgetStatus status) {
        String tenant = escaped(status.getTenant());
        return status.getBudgetId().isEmpty() ? tenant : tenant + "|" + escaped(status.getBudgetId());
    }

    static String feedback(FeedbackCount count) {
        return join(count.getModel(), count.getRuleId(), count.getTemplateVersion());
    }

    static String progress(CampaignProgress progress) {
        return progress.getSku() == null
                ? progress.getCampaignId()
                : progress.getCampaignId() + "/" + progress.getSku();
    }

    private static String suffix(String window, String start) {
        return "|" + window + "|" + start;
    }

    private static String join(@Nullable String... parts) {
        return Arrays.stream(parts).map(Keys::escaped).collect(Collectors.joining("|"));
    }

    // A percent sign that no digits follow is never written for a value, so that it can stand for none and for a cube.
    private static String escaped(@Nullable String value) {
        if (value == null) {
            return "%";
        }
        return value.replace("%", "%25").replace("|", "%7C");
    }
}
