package io.diptych.standalone.demo;

import io.diptych.events.Stage;
import io.diptych.standalone.demo.PricedPlan.PricedStage;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A project that a running stack has carried out, as its ledger tells of it.
///
/// @param actual what it did cost, as a plan beside others
/// @param images good images of each stage: those that were bought, less rework
public record RecordedProject(PricedPlan actual, Map<Stage, Long> images) {
    public RecordedProject {
        images = Map.copyOf(images);
    }

    /// Reads it.
    ///
    /// @param campaign that it ran under
    public static RecordedProject of(StackAddresses stack, String campaign) throws IOException, InterruptedException {
        CostGroups groups = CostGroups.ask(stack, "stage", campaign);
        if (groups.groups().isEmpty()) {
            throw new StackException("the ledger has nothing of campaign '" + campaign
                    + "'; `bin/diptych costs --by campaign` names those it has");
        }
        List<PricedStage> stages =
                groups.groups().stream().map(RecordedProject::stage).toList();
        Map<Stage, Long> images = new EnumMap<>(Stage.class);
        stages.forEach(stage -> images.put(stage.stage(), stage.images()));
        return new RecordedProject(PricedPlan.summed("as recorded", stack.priceBook(), stages), images);
    }

    private static PricedStage stage(CostGroups.Group group) {
        Stage stage = Stage.valueOf(String.valueOf(group.dimensions().get("stage")));
        BigDecimal bought = BigDecimal.valueOf(group.images());
        BigDecimal cost = BigDecimal.valueOf(group.amountMicros(), 6);
        boolean any = group.images() > 0;
        return new PricedStage(
                stage.name(),
                stage,
                "ledger",
                group.images() - group.rework(),
                any ? BigDecimal.valueOf(group.rework()).divide(bought, new MathContext(4)) : BigDecimal.ZERO,
                bought,
                any && group.unpriced() == 0 ? cost.divide(bought, MathContext.DECIMAL32) : null,
                group.unpriced() == 0 ? cost : null);
    }
}
