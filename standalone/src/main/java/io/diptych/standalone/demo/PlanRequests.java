package io.diptych.standalone.demo;

import io.diptych.events.Constraints;
import io.diptych.events.Context;
import io.diptych.events.DataClass;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lineage;
import io.diptych.events.Mode;
import io.diptych.events.Output;
import io.diptych.events.Preferences;
import io.diptych.events.Purpose;
import io.diptych.events.Stage;
import io.diptych.events.Tier;
import io.diptych.schemas.TrustedEvents;
import io.diptych.standalone.demo.Plan.PlannedStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Turns a plan into the requests that an upstream system would publish.
final class PlanRequests {
    static final String TENANT = "demo";

    static {
        TrustedEvents.install();
    }

    private final Plan plan;
    private final String campaign;

    /// @param campaign identity of this run; part of every request id
    PlanRequests(Plan plan, String campaign) {
        this.plan = plan;
        this.campaign = campaign;
    }

    /// The requests of all stages, stage by stage.
    List<GenerationRequest> of(List<Sku> skus, Instant now) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (PlannedStage stage : plan.stages()) {
            for (int i = 0; i < skus.size(); i += stage.perSkus()) {
                requests.add(request(stage, skus.get(i), now));
            }
        }
        return requests;
    }

    private GenerationRequest request(PlannedStage stage, Sku sku, Instant now) {
        return GenerationRequest.newBuilder()
                .setRequestId(campaign + "-" + stage.stage().name().toLowerCase(Locale.ROOT) + "-" + sku.id())
                .setTenant(TENANT)
                .setTier(Tier.STANDARD)
                .setMode(Mode.GENERATE)
                .setPrompt(prompt(stage.stage(), sku))
                .setOutput(Output.newBuilder()
                        .setCount(stage.count())
                        .setAspectRatio("1:1")
                        .setResolution(stage.resolution())
                        .build())
                .setConstraints(Constraints.newBuilder()
                        .setTextHeavy(stage.stage() == Stage.POSTER)
                        .setExpectedText(List.of(sku.labelText()))
                        .setDataClass(DataClass.CONFIDENTIAL)
                        .build())
                .setPreferences(Preferences.newBuilder().build())
                .setPurpose(Purpose.newBuilder()
                        .setStage(stage.stage())
                        .setCategory(sku.category())
                        .setHasHdPhoto(sku.hasHdPhoto())
                        .build())
                .setLineage(Lineage.newBuilder().build())
                .setContext(Context.newBuilder()
                        .setCampaign(campaign)
                        .setSku(sku.id())
                        .build())
                .setLane(stage.lane())
                .setPolicy(plan.policy())
                .setRequestedAt(now)
                .setOccurredAt(now)
                .build();
    }

    private static String prompt(Stage stage, Sku sku) {
        String product =
                sku.name() + " by " + sku.brand() + ", " + sku.category() + ", label reads \"" + sku.labelText() + "\"";
        return switch (stage) {
            case DRAFT -> "Direction draft for " + product + ". Explore light, props and palette.";
            case WHITE_BACKGROUND ->
                "Product photo of " + product + " on a pure white background, centred, soft contact shadow.";
            case SCENE_DRAFT, SCENE ->
                "Lifestyle scene with " + product + " in everyday use, natural light, shallow depth of field.";
            case POSTER_DRAFT, POSTER, HERO ->
                "Promotional poster for " + product + ", headline \"" + sku.name() + "\", clear hierarchy.";
            case SOCIAL, VIDEO, OTHER -> "Image of " + product + ".";
        };
    }
}
