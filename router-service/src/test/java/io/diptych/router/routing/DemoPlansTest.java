package io.diptych.router.routing;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.CATALOG;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.routing;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.Money;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import io.diptych.router.policy.Policies;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three plans of the dual-engine article, row by row, and what they come to for 100 products.
class DemoPlansTest {
    private static final Policies POLICIES = Policies.shipped(CATALOG, "dual-engine");
    private static final Decider DECIDER = new Decider(
            CATALOG,
            Set.of("gpt-image-2", "gemini-3.1-flash-image"),
            CATALOG.priceBook("seed-000"),
            Ranking.BY_WEIGHTS);

    @ParameterizedTest
    @CsvSource({
        "dual-engine, DRAFT,            drafts,           gemini-3.1-flash-image, 1K,     BATCH, 1024x1024",
        "dual-engine, WHITE_BACKGROUND, white-background, gpt-image-2,            medium, BULK,  1024x1024",
        "dual-engine, SCENE_DRAFT,      drafts,           gemini-3.1-flash-image, 1K,     BATCH, 1024x1024",
        "dual-engine, SCENE,            scene-final,      gpt-image-2,            medium, BULK,  1024x1024",
        "dual-engine, POSTER,           poster-final,     gpt-image-2,            high,   BULK,  1024x1024",
        "gpt-only,    DRAFT,            drafts,           gpt-image-2,            low,    BULK,  1024x1024",
        "gpt-only,    WHITE_BACKGROUND, fallback,         gpt-image-2,            medium, BULK,  1024x1024",
        "gpt-only,    SCENE,            fallback,         gpt-image-2,            medium, BULK,  1024x1024",
        "gpt-only,    POSTER,           poster-final,     gpt-image-2,            high,   BULK,  1024x1024",
        "nano-only,   DRAFT,            drafts,           gemini-3.1-flash-image, 1K,     BATCH, 1024x1024",
        "nano-only,   WHITE_BACKGROUND, fallback,         gemini-3.1-flash-image, 1K,     BULK,  1024x1024",
        "nano-only,   SCENE,            fallback,         gemini-3.1-flash-image, 1K,     BULK,  1024x1024",
        "nano-only,   POSTER,           poster-final,     gemini-3.1-flash-image, 2K,     BULK,  2048x2048",
    })
    void goesAsTheArticleSays(
            String policy, Stage stage, String rule, String model, String tier, Lane lane, String size) {
        Decision decision = decide(policy, stage);

        assertThat(decision.ruleId()).isEqualTo(rule);
        PlannedRoute route = decision.chosen().orElseThrow();
        assertThat(route.model()).isEqualTo(model);
        assertThat(route.tier()).isEqualTo(tier);
        assertThat(route.lane()).isEqualTo(lane);
        assertThat(route.size()).hasToString(size);
        assertThat(route.aspectRatio()).isEqualTo("1:1");
        assertThat(decision.remaining()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"WHITE_BACKGROUND", "SCENE", "POSTER"})
    void onlyDraftsTakeTheBatchLaneUnderTheDualPlan(Stage stage) {
        assertThat(decide("dual-engine", stage).chosen().orElseThrow().lane()).isEqualTo(Lane.BULK);
    }

    @Test
    void aCallerWhoWaitsIsNeverPutOnTheBatchLane() {
        Decision decision = DECIDER.decide(
                routing(request("r", Stage.DRAFT, Lane.INTERACTIVE, 1)),
                POLICIES.named("dual-engine").orElseThrow(),
                RoutingState.calm(AT));

        assertThat(decision.chosen().orElseThrow().lane()).isEqualTo(Lane.INTERACTIVE);
        assertThat(decision.routes()).extracting(PlannedRoute::lane).containsOnly(Lane.INTERACTIVE);
    }

    @Test
    void comesToTheArticlesSums() {
        assertThat(sum("dual-engine", "DRAFT:500 WHITE_BACKGROUND:100 SCENE_DRAFT:300 SCENE:100 POSTER:20"))
                .isEqualTo(Money.parse("36.10"));
        assertThat(sum("gpt-only", "DRAFT:500 WHITE_BACKGROUND:100 SCENE:300 POSTER:20"))
                .isEqualTo(Money.parse("19.30"));
        assertThat(sum("nano-only", "DRAFT:500 WHITE_BACKGROUND:100 SCENE:300 POSTER:20"))
                .isEqualTo(Money.parse("45.82"));
    }

    private static Money sum(String policy, String plan) {
        return Arrays.stream(plan.split(" "))
                .map(row -> row.split(":"))
                .map(row -> price(policy, Stage.valueOf(row[0])).times(Long.parseLong(row[1])))
                .reduce(Money.ZERO, Money::plus);
    }

    private static Money price(String policy, Stage stage) {
        PlannedRoute route = decide(policy, stage).chosen().orElseThrow();
        return new Money(Objects.requireNonNull(route.estimatedMicros()));
    }

    private static Decision decide(String policy, Stage stage) {
        return DECIDER.decide(
                routing(request("r", stage, Lane.BATCH, 1)),
                POLICIES.named(policy).orElseThrow(),
                RoutingState.calm(AT));
    }
}
