package io.diptych.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.catalog.Catalog;
import io.diptych.cost.budget.Budget;
import io.diptych.cost.budget.BudgetFile;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.router.policy.Policies;
import io.diptych.router.routing.Endpoints;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.explain.Situation;
import io.diptych.standalone.request.RequestDocument;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The configuration sets by team size, as the article states them.
class PresetTest {
    private static final Path PRESETS = Path.of("..", "deploy", "presets");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"small, 50_000_000, true", "medium, 200_000_000, true", "large, 500_000_000, false"})
    void haveTheBudgetsOfTheArticle(String name, String micros, boolean holds) {
        Map<String, String> settings = Preset.named(name, PRESETS).settings();

        List<Budget> budgets = BudgetFile.read(
                        Path.of(Objects.requireNonNull(settings.get("diptych.cost.budgetsfile"))))
                .all();

        assertThat(budgets).singleElement().satisfies(budget -> {
            assertThat(budget.limitMicros()).isEqualTo(Long.parseLong(micros.replace("_", "")));
            assertThat(budget.hard()).isEqualTo(holds);
            assertThat(budget.thresholds()).contains(100);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRAFT", "WHITE_BACKGROUND", "SCENE", "SOCIAL", "POSTER"})
    void aSmallTeamWaitsForNoBatch(String stage) {
        PlannedRoute route = smallTeamsRoute(stage);

        assertThat(route.lane()).isNotEqualTo(Lane.BATCH);
        assertThat(route.model() + " " + route.tier())
                .isEqualTo(stage.equals("POSTER") ? "gpt-image-2 medium" : "gemini-3.1-flash-image 1K");
    }

    private static PlannedRoute smallTeamsRoute(String stage) {
        Map<String, String> settings = Preset.named("small", PRESETS).settings();
        Catalog catalog = Catalog.load();
        Policies policies = Policies.in(
                Path.of(Objects.requireNonNull(settings.get("diptych.router.policiesfolder"))),
                catalog,
                Objects.requireNonNull(settings.get("diptych.router.defaultpolicy")),
                Map.of());
        OfflineRouter router = new OfflineRouter(
                catalog,
                policies,
                Set.copyOf(Stack.MODELS),
                "official",
                new Endpoints(Map.of("openai", "openai", "google", "vertex")));
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", "r");
        document.set("tenant", "team");
        document.set("prompt", "A red teapot");
        document.set("purpose.stage", stage);
        GenerationRequest request = document.toRequest(NOW);
        return router.explain(request, Situation.CALM, NOW).route().orElseThrow();
    }

    @Test
    void namesThosePresetsThatThereAre() {
        assertThatThrownBy(() -> Preset.named("huge", PRESETS))
                .hasMessage("preset is 'huge', must be one of small, medium, large");
    }
}
