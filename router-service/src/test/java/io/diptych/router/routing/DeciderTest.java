package io.diptych.router.routing;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.CATALOG;
import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.request.RoutingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeciderTest {
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";
    private static final Policies POLICIES = Policies.shipped(CATALOG, "dual-engine");
    private static final Policy DUAL = POLICIES.named("dual-engine").orElseThrow();

    private final Decider decider = decider(Set.of(GPT, NANO), "official", Ranking.BY_WEIGHTS);

    @Test
    void tellsWhyEachCandidateWonOrLost() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getOutputBuilder().setResolution("2K");
        });

        assertThat(decision.evaluations())
                .extracting(each -> each.model() + " " + each.tier() + ": " + each.reason())
                .containsExactly(
                        "gpt-image-2 medium: first choice of rule scene-final that can make it",
                        "gpt-image-2 high: can make it, ranked 2 after gpt-image-2 medium",
                        "gemini-3.1-flash-image 2K: can make it, ranked 3 after gpt-image-2 high");
    }

    @Test
    void asksForTheFallbacksCandidatesAfterTheRules() {
        Decision decision = decide(request -> request.getPurposeBuilder().setStage(Stage.SCENE));

        assertThat(decision.routes())
                .extracting(PlannedRoute::label)
                .containsExactly("gpt-image-2 medium", "gpt-image-2 high", NANO + " 2K", NANO + " 1K");
        assertThat(decision.routes())
                .extracting(PlannedRoute::ruleId)
                .containsExactly("scene-final", "scene-final", "scene-final", "fallback");
    }

    @Test
    void neverGivesFewerPixelsThanAskedFor() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.DRAFT);
            request.getOutputBuilder().setResolution("2K");
        });

        assertThat(reasonOf(decision, NANO, "1K")).isEqualTo("makes 1K here, the request asks for 2K");
        assertThat(decision.routes())
                .extracting(PlannedRoute::label)
                .containsExactly("gpt-image-2 low", NANO + " 2K", "gpt-image-2 medium");
        assertThat(decision.chosen().orElseThrow().size()).hasToString("2048x2048");
    }

    @ParameterizedTest
    @CsvSource({
        "SCENE, 1:1,  1K, gpt-image-2, 1024x1024",
        "SCENE, 16:9, 2K, gpt-image-2, 2560x1440",
        "SCENE, 2:3,  1K, gpt-image-2, 832x1248",
        "DRAFT, 2:3,  1K, gemini-3.1-flash-image, 848x1264",
        "DRAFT, 21:9, 1K, gemini-3.1-flash-image, 1584x672",
    })
    void asksForExactPixels(Stage stage, String ratio, String resolution, String model, String size) {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(stage);
            request.getOutputBuilder().setAspectRatio(ratio);
            request.getOutputBuilder().setResolution(resolution);
        });

        PlannedRoute route = decision.chosen().orElseThrow();
        assertThat(route.model()).isEqualTo(model);
        assertThat(route.aspectRatio()).isEqualTo(ratio);
        assertThat(route.size()).hasToString(size);
    }

    @Test
    void givesAnExactSizeToWhoeverMakesIt() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.DRAFT);
            request.getOutputBuilder().setWidth(1200);
            request.getOutputBuilder().setHeight(1600);
        });

        assertThat(reasonOf(decision, NANO, "1K")).isEqualTo("does not make 1200x1600 at 1K");
        assertThat(decision.chosen().orElseThrow().size()).hasToString("1200x1600");
    }

    @Test
    void leavesAModelThatDoesNotKnowTheRatio() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getOutputBuilder().setAspectRatio("1:8");
            request.getOutputBuilder().setResolution("0.5K");
        });

        assertThat(reasonOf(decision, GPT, "medium")).isEqualTo("does not make 1:8 at 512");
        assertThat(reasonOf(decision, NANO, "512"))
                .isEqualTo("the pixels of 1:8 at 512 are unknown, so the image could not be checked");
        assertThat(decision.chosen().orElseThrow().label()).isEqualTo(NANO + " 2K");
    }

    @Test
    void leavesWhatIsNotDeployed() {
        Decision decision =
                decider(Set.of(NANO), "official", Ranking.BY_WEIGHTS).decide(scene(), DUAL, RoutingState.calm(AT));

        assertThat(reasonOf(decision, GPT, "medium")).isEqualTo("is not deployed here");
        assertThat(decision.chosen().orElseThrow().model()).isEqualTo(NANO);
    }

    @Test
    void takesThePinnedModelOnly() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getPreferencesBuilder().setPinnedModel("gemini-3.1-flash-image-preview");
        });

        assertThat(decision.routes()).extracting(PlannedRoute::model).containsOnly(NANO);
        assertThat(reasonOf(decision, GPT, "high")).isEqualTo("the request pins gemini-3.1-flash-image");
    }

    @Test
    void leavesExcludedModels() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getPreferencesBuilder().setExcludedModels(List.of("gpt-image-2-2026-04-21"));
        });

        assertThat(decision.routes()).extracting(PlannedRoute::model).containsOnly(NANO);
        assertThat(reasonOf(decision, GPT, "medium")).isEqualTo("the request excludes it");
    }

    @Test
    void leavesModelsThatCannotMakeTransparentBackgrounds() {
        Decision decision = decide(request -> request.getOutputBuilder().setTransparentBackground(true));

        assertThat(decision.chosen()).isEmpty();
        assertThat(decision.evaluations())
                .extracting(Evaluation::reason)
                .containsOnly("does not make transparent backgrounds");
    }

    @Test
    void leavesAModelThatChoosesTheMediaTypeItself() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.DRAFT);
            request.getOutputBuilder().setMediaType("image/webp");
        });

        assertThat(decision.routes()).extracting(PlannedRoute::model).containsOnly(GPT);
        assertThat(reasonOf(decision, NANO, "1K"))
                .isEqualTo("chooses the media type itself, the request asks for image/webp");
    }

    @Test
    void keepsTheCallersCostLimit() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.POSTER);
            request.getConstraintsBuilder().setMaxCostMicros(110_000L);
        });

        assertThat(reasonOf(decision, GPT, "high")).startsWith("costs up to ").endsWith("the request allows 110000");
        assertThat(decision.chosen().orElseThrow().label()).isEqualTo(NANO + " 2K");
    }

    @Test
    void anUnknownPriceBreaksTheCallersLimitButNotThePolicys() {
        Decider seed = decider(Set.of(GPT, NANO), "seed-000", Ranking.BY_WEIGHTS);
        Consumer<GenerationRequest.Builder> wide = request -> {
            request.getPurposeBuilder().setStage(Stage.DRAFT);
            request.getOutputBuilder().setWidth(1536);
            request.getOutputBuilder().setHeight(1024);
        };

        Decision free = seed.decide(routingWith(wide), DUAL, RoutingState.calm(AT));
        Decision limited = seed.decide(
                routingWith(
                        wide.andThen(request -> request.getConstraintsBuilder().setMaxCostMicros(1_000_000L))),
                DUAL,
                RoutingState.calm(AT));

        assertThat(free.chosen().orElseThrow().estimatedMicros()).isNull();
        assertThat(reasonOf(free, GPT, "low")).endsWith(", at an unknown price");
        assertThat(reasonOf(limited, GPT, "low"))
                .isEqualTo("its price is unknown, the request allows 1000000 micro-USD");
    }

    @Test
    void knowsHowLongARouteUsuallyTakes() {
        Decision decision = decide(request -> {
            request.getPurposeBuilder().setStage(Stage.DRAFT);
            request.setLane(Lane.BATCH);
        });

        assertThat(decision.evaluations().getFirst().expectedMillis()).isEqualTo(1_800_000);
        assertThat(decision.evaluations().get(1).expectedMillis()).isEqualTo(10_000);
    }

    @Test
    void choosesByCategoryWhereTheCallerSwitchesThatOn() {
        Consumer<GenerationRequest.Builder> shirt = request -> {
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getPurposeBuilder().setCategory("clothing");
        };
        Consumer<GenerationRequest.Builder> on =
                request -> request.getContextBuilder().setLabels(Map.of("categoryDefaults", "on"));

        assertThat(decide(shirt).chosen().orElseThrow().model()).isEqualTo(GPT);
        assertThat(decide(shirt.andThen(on)).chosen().orElseThrow().model()).isEqualTo(NANO);
    }

    @Test
    void ranksAsTheRankingSays() {
        Ranking cheapestFirst = contest -> contest.routes().stream()
                .sorted((one, other) -> Long.compare(cost(one), cost(other)))
                .toList();

        Decision decision =
                decider(Set.of(GPT, NANO), "official", cheapestFirst).decide(scene(), DUAL, RoutingState.calm(AT));

        assertThat(decision.routes()).isSortedAccordingTo((one, other) -> Long.compare(cost(one), cost(other)));
        assertThat(decision.evaluations())
                .filteredOn(Evaluation::chosen)
                .singleElement()
                .extracting(Evaluation::estimatedMicros)
                .isEqualTo(decision.routes().getFirst().estimatedMicros());
    }

    @Test
    void decidesTheSameAgainAndNeverForAModelThatCannot() {
        Random random = new Random(3);
        Decider twin = decider(Set.of(NANO, GPT), "official", Ranking.BY_WEIGHTS);
        for (int i = 0; i < 3_000; i++) {
            RoutingRequest request = anyRequest(random);
            Policy policy =
                    POLICIES.named(POLICIES.names().get(random.nextInt(3))).orElseThrow();

            Decision decision = decider.decide(request, policy, RoutingState.calm(AT));

            assertThat(twin.decide(request, policy, RoutingState.calm(AT))).isEqualTo(decision);
            assertThat(decision.evaluations().stream()
                            .filter(Evaluation::eligible)
                            .count())
                    .isEqualTo(decision.routes().size());
            assertThat(decision.routes()).doesNotHaveDuplicates().allSatisfy(route -> mayMake(request, route));
        }
    }

    private static void mayMake(RoutingRequest request, PlannedRoute route) {
        assertThat(request.preferences().excludedModels()).doesNotContain(route.model());
        assertThat(request.output().transparentBackground()).isFalse();
        if (request.preferences().pinnedModel() != null) {
            assertThat(route.model()).isEqualTo(request.preferences().pinnedModel());
        }
        if (route.lane() == Lane.BATCH) {
            assertThat(request.lane()).isEqualTo(Lane.BATCH);
        }
        Long limit = request.constraints().maxCostMicros();
        if (limit != null) {
            assertThat(route.estimatedMicros()).isNotNull().isLessThanOrEqualTo(limit);
        }
    }

    private static RoutingRequest anyRequest(Random random) {
        return routingWith(request -> {
            request.getPurposeBuilder().setStage(one(random, List.of(Stage.values())));
            request.setLane(one(random, List.of(Lane.values())));
            request.getOutputBuilder().setResolution(one(random, List.of("0.5K", "1K", "2K", "4K")));
            request.getOutputBuilder().setAspectRatio(one(random, List.of("1:1", "2:3", "16:9", "1:8", "21:9")));
            request.getOutputBuilder().setTransparentBackground(random.nextInt(10) == 0);
            request.getConstraintsBuilder()
                    .setMaxCostMicros(random.nextInt(4) == 0 ? 10_000L + random.nextInt(200_000) : null);
            request.getPreferencesBuilder()
                    .setPinnedModel(random.nextInt(6) == 0 ? one(random, List.of(GPT, NANO)) : null);
            List<String> excluded = new ArrayList<>();
            if (random.nextInt(6) == 0) {
                excluded.add(one(random, List.of(GPT, NANO)));
            }
            request.getPreferencesBuilder().setExcludedModels(excluded);
        });
    }

    private static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static long cost(PlannedRoute route) {
        Long micros = route.estimatedMicros();
        return micros == null ? Long.MAX_VALUE : micros;
    }

    private static RoutingRequest scene() {
        return routingWith(request -> request.getPurposeBuilder().setStage(Stage.SCENE));
    }

    private Decision decide(Consumer<GenerationRequest.Builder> change) {
        return decider.decide(routingWith(change), DUAL, RoutingState.calm(AT));
    }

    private static String reasonOf(Decision decision, String model, String tier) {
        return decision.evaluations().stream()
                .filter(each -> each.model().equals(model) && each.tier().equals(tier))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    private static Decider decider(Set<String> deployed, String book, Ranking ranking) {
        return new Decider(CATALOG, deployed, CATALOG.priceBook(book), ranking);
    }
}
