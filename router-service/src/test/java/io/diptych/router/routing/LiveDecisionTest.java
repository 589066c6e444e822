package io.diptych.router.routing;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.CATALOG;
import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.diptych.events.CircuitState;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.router.budget.Headroom;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.PolicyReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Health, budget, deadlines, weights, splits, substitutions and life cycles.
class LiveDecisionTest extends ShippedPolicyTest {
    private static final String TERMS = "";

    private static Policy house(String terms) {
        return house(terms, """
                  - {model: gpt-image-2, tier: high}
                  - {model: gpt-image-2, tier: low}
                  - {model: gemini-3.1-flash-image, lane: BATCH}
                """);
    }

    private static Policy house(String terms, String candidates) {
        String yaml = "name: house\nversion: \"1\"\ndescription: a house\n" + terms
                + "\nfallback:\n  because: so\n  candidates:\n" + candidates.indent(2);
        var reading = new PolicyReader(CATALOG).read("house.yaml", yaml);
        assertThat(reading.problems()).isEmpty();
        return reading.policy().orElseThrow();
    }

    private static Decision decide(Policy policy, RoutingState state, Consumer<GenerationRequest.Builder> change) {
        return decide(policy, ALL, state, routingWith(change));
    }

    private static RoutingState left(long micros) {
        return new RoutingState(AT, 0, Map.of(), Headroom.of(micros));
    }

    @Test
    void buysWhatTheBudgetHasRoomFor() {
        Decision decision = decide(house(TERMS), left(300_000), _ -> {});

        Long price = decision.chosen().orElseThrow().estimatedMicros();
        assertThat(price).isNotNull();
        assertThat(decision.budget()).isEqualTo(new BudgetVerdict.Affordable(Objects.requireNonNull(price)));
    }

    @Test
    void rejectsWhereThePolicyDoesNotSayOtherwise() {
        Decision decision = decide(house(TERMS), left(100_000), _ -> {});

        assertThat(decision.chosen()).isEmpty();
        assertThat(decision.budget())
                .asInstanceOf(type(BudgetVerdict.Refused.class))
                .satisfies(refused -> assertThat(refused.reason())
                        .startsWith("gpt-image-2 high would hold up to ")
                        .endsWith("micro-USD, no room in the tenant's budget: 100000 micro-USD left; policy house says"
                                + " REJECT"));
        assertThat(decision.evaluations()).noneMatch(Evaluation::chosen);
        assertThat(decision.whyNone()).contains("the tenant's budget: 100000 micro-USD left");
    }

    @Test
    void queuesWhereThePolicySaysSo() {
        Decision decision = decide(house("atBudgetLimit: QUEUE"), left(100_000), _ -> {});

        assertThat(decision.chosen()).isEmpty();
        assertThat(decision.budget()).isInstanceOf(BudgetVerdict.Queued.class);
    }

    @Test
    void downgradesWhereThePolicySaysSoAndListsTheChange() {
        Decision decision = decide(house("atBudgetLimit: DOWNGRADE"), left(100_000), _ -> {});

        assertThat(chosen(decision)).isEqualTo("gpt-image-2 low");
        assertThat(decision.chosen().orElseThrow().substitutions())
                .containsExactly("budget: gpt-image-2 high became gpt-image-2 low");
        assertThat(decision.budget()).isInstanceOf(BudgetVerdict.Downgraded.class);
        assertThat(decision.evaluations().getFirst().reason()).contains("the tenant's budget has 100000 left");
        assertThat(decision.evaluations().get(1).chosen()).isTrue();
    }

    @Test
    void refusesWhereNothingIsCheapEnoughForADowngrade() {
        assertThat(decide(house("atBudgetLimit: DOWNGRADE"), left(10), _ -> {}).budget())
                .isInstanceOf(BudgetVerdict.Refused.class);
    }

    @Test
    void holdsNothingForAPriceThatNobodyKnows() {
        Policy policy = house(TERMS, "- {model: gpt-image-2.5-flare, tier: low}\n- {model: gpt-image-2, tier: low}");

        Decision decision = decide(policy, left(100_000), _ -> {});

        assertThat(chosen(decision)).isEqualTo("gpt-image-2 low");
        assertThat(reason(decision, "gpt-image-2.5-flare"))
                .isEqualTo("its price is unknown, so nothing can be held against the budget");
    }

    @Test
    void putsAModelBehindWhoseCircuitIsOpen() {
        ModelHealth open = new ModelHealth(CircuitState.OPEN, null, true, "");

        Decision decision = decide(house(TERMS), new RoutingState(AT, 0, Map.of(GPT, open), Headroom.NONE), _ -> {});

        assertThat(chosen(decision)).isEqualTo("gemini-3.1-flash-image 1K");
        assertThat(decision.remaining())
                .extracting(PlannedRoute::label)
                .containsExactly("gpt-image-2 high", "gpt-image-2 low");
        assertThat(decision.evaluations().getFirst().reason()).endsWith("; its circuit is open");
    }

    @Test
    void ranksByThePolicysWeightsAndTheRequestsBeforeThem() {
        Policy cheap = house("weights: {cost: 1}");

        assertThat(chosen(decide(cheap, RoutingState.calm(AT), _ -> {}))).isEqualTo("gpt-image-2 low");
        assertThat(chosen(decide(
                        cheap,
                        RoutingState.calm(AT),
                        request -> request.getPreferencesBuilder().setCost(0.0).setSpeed(1.0))))
                .isEqualTo("gemini-3.1-flash-image 1K");
        assertThat(chosen(decide(house(TERMS), RoutingState.calm(AT), _ -> {}))).isEqualTo("gpt-image-2 high");
    }

    @Test
    void leavesWhatIsTooSlowOrNotGoodEnough() {
        Policy policy = house("qualities: {gpt-image-2 low: 0.4}");

        Decision decision = decide(
                policy,
                RoutingState.calm(AT),
                request -> request.getConstraintsBuilder()
                        .setMaxLatencyMillis(15_000L)
                        .setMinQuality(0.5));

        assertThat(decision.evaluations())
                .extracting(Evaluation::reason)
                .containsExactly(
                        "usually takes 60000 ms, the request allows 15000",
                        "its quality is 0.4 by the policy, the request wants 0.5",
                        "first choice of rule fallback that can make it");
    }

    @ParameterizedTest
    @CsvSource({"1799, BULK", "1801, BATCH"})
    void takesTheBatchLaneWhereTheDeadlineLeavesRoom(int seconds, Lane lane) {
        Policy policy = house(TERMS, "- {model: gemini-3.1-flash-image, lane: BATCH}");

        Decision decision = decide(policy, RoutingState.calm(AT), request -> {
            request.setLane(Lane.BATCH);
            request.getConstraintsBuilder().setDeadline(AT.plusSeconds(seconds));
        });

        assertThat(decision.chosen().orElseThrow().lane()).isEqualTo(lane);
    }

    @Test
    void submitsBatchesOffPeak() {
        Policy policy = house(
                "offPeak: {from: \"20:00\", to: \"06:00\", zone: UTC}",
                "- {model: gemini-3.1-flash-image, lane: BATCH}");
        Consumer<GenerationRequest.Builder> batch = request -> request.setLane(Lane.BATCH);

        assertThat(decide(policy, RoutingState.calm(AT), batch)
                        .chosen()
                        .orElseThrow()
                        .lane())
                .isEqualTo(Lane.BULK);
        assertThat(decide(policy, RoutingState.calm(AT.plusSeconds(12 * 3600)), batch)
                        .chosen()
                        .orElseThrow()
                        .lane())
                .isEqualTo(Lane.BATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "resolution,  4K,   1:1, gemini-2.5-flash-image, resolution 4K became 1K",
        "aspectRatio, 1K,   4:1, gemini-2.5-flash-image, aspectRatio 4:1 became 21:9"
    })
    void changesWhatPolicyAndCallerLetItChange(
            String field, String resolution, String ratio, String model, String change) {
        String candidates = "- {model: " + model + ", tier: 1K}";
        Consumer<GenerationRequest.Builder> wish =
                request -> request.getOutputBuilder().setResolution(resolution).setAspectRatio(ratio);
        Consumer<GenerationRequest.Builder> allowed =
                wish.andThen(request -> request.getPreferencesBuilder().setSubstitutions(List.of(field)));
        Policy policy = house("substitutions: [" + field + "]", candidates);

        assertThat(decide(policy, RoutingState.calm(AT), wish).chosen()).isEmpty();
        assertThat(decide(house(TERMS, candidates), RoutingState.calm(AT), allowed)
                        .chosen())
                .isEmpty();
        assertThat(decide(policy, RoutingState.calm(AT), allowed)
                        .chosen()
                        .orElseThrow()
                        .substitutions())
                .containsExactly(change);
    }

    @Test
    void neverDropsAMask() {
        Decision decision = decide(house(TERMS), RoutingState.calm(AT), request -> {
            request.setMode(Mode.EDIT);
            request.setReferences(references(ReferenceRole.SUBJECT, ReferenceRole.MASK));
        });

        assertThat(decision.routes()).extracting(PlannedRoute::model).containsOnly(GPT);
        assertThat(reason(decision, NANO)).isEqualTo("does not keep to a mask");
    }

    @Test
    void replacesAModelThatIsShutDownByItsSuccessor() {
        Policy policy = house(TERMS, "- {model: gemini-2.5-flash-image, tier: 1K}");
        Decider live = new Decider(
                CATALOG,
                ALL,
                CATALOG.priceBook("official"),
                Ranking.BY_WEIGHTS,
                new Endpoints(Map.of("google", "vertex")));

        Decision decision = live.decide(routingWith(_ -> {}), policy, RoutingState.calm(AT));

        assertThat(chosen(decision)).isEqualTo("gemini-3.1-flash-lite-image 1K");
        assertThat(decision.evaluations().getFirst().reason())
                .endsWith(", in place of gemini-2.5-flash-image, which is shut down");
    }

    @Test
    void sendsNothingConfidentialWhereItMayBeTrainedOn() {
        Decider free = new Decider(
                CATALOG,
                ALL,
                CATALOG.priceBook("official"),
                Ranking.BY_WEIGHTS,
                new Endpoints(Map.of("google", "gemini-api-free", "openai", "openai")));
        Policy policy = house(TERMS, "- {model: gemini-3-pro-image}");

        Decision decision = free.decide(routingWith(_ -> {}), policy, RoutingState.calm(AT));
        Decision open = free.decide(
                routingWith(
                        request -> request.getConstraintsBuilder().setDataClass(io.diptych.events.DataClass.PUBLIC)),
                policy,
                RoutingState.calm(AT));

        assertThat(decision.chosen()).isEmpty();
        assertThat(reason(decision, PRO))
                .isEqualTo(
                        "the terms of gemini-api-free allow training on what it is sent, the request is confidential");
        assertThat(chosen(open)).isEqualTo("gemini-3-pro-image 1K");
    }

    @Test
    void neverSpendsMoreThanTheBudgetNorOnAModelThatIsNotWell() {
        Random random = new Random(7);
        List<Policy> policies =
                List.of(house(TERMS), house("atBudgetLimit: DOWNGRADE"), policy("hybrid-api"), policy("tiered-studio"));
        for (int i = 0; i < 3_000; i++) {
            Policy policy = policies.get(random.nextInt(policies.size()));
            long budget = random.nextLong(400_000);
            boolean configured = random.nextBoolean();
            ModelHealth health = new ModelHealth(
                    random.nextBoolean() ? CircuitState.OPEN : CircuitState.CLOSED, null, configured, "");
            RoutingState state = new RoutingState(AT, random.nextLong(), Map.of(NANO, health), Headroom.of(budget));
            Lane lane = List.of(Lane.values()).get(random.nextInt(3));
            var request = routingWith(builder -> builder.setLane(lane));

            Decision decision = decide(policy, ALL, state, request);

            assertThat(decide(policy, ALL, state, request)).isEqualTo(decision);
            decision.chosen()
                    .ifPresent(route ->
                            assertThat(route.estimatedMicros()).isNotNull().isLessThanOrEqualTo(budget));
            if (!configured) {
                assertThat(decision.routes()).extracting(PlannedRoute::model).doesNotContain(NANO);
            }
        }
    }
}
