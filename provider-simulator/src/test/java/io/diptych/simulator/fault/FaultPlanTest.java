package io.diptych.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.simulator.chance.Dice;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void strikesNobodyByDefault() {
        assertThat(struckBy(plan(1))).isEmpty();
    }

    @Test
    void strikesTheSameCallsForTheSameSeed() {
        FaultRule half = new FaultRule(null, FaultMode.REFUSAL, 0.5, null);

        List<Integer> struck = struckBy(plan(1, half));

        assertThat(struck).hasSizeBetween(400, 600).isEqualTo(struckBy(plan(1, half)));
        assertThat(struckBy(plan(2, half))).isNotEqualTo(struck);
    }

    @Test
    void stopsAfterItsTimes() {
        assertThat(struckBy(plan(1, new FaultRule(null, FaultMode.CUT, 1, 3)))).containsExactly(0, 1, 2);
    }

    @Test
    void leavesOtherModelsAlone() {
        assertThat(struckBy(plan(1, new FaultRule("gpt-image-2", FaultMode.CUT, 1, null))))
                .hasSize(1000);
        assertThat(struckBy(plan(1, new FaultRule("gemini-3.1-flash-image", FaultMode.CUT, 1, null))))
                .isEmpty();
    }

    @Test
    void leavesOtherRequestsAlone() {
        FaultRule some = FaultRule.always(FaultMode.CUT).of("job-99");

        assertThat(struckBy(plan(1, some))).containsExactly(99, 990, 991, 992, 993, 994, 995, 996, 997, 998, 999);
    }

    @Test
    void strikesInItsTimeOnly() {
        assertThat(struckBy(plan(1, between(NOW, NOW.plusSeconds(1))))).hasSize(1000);
        assertThat(struckBy(plan(1, between(NOW.plusSeconds(1), null)))).isEmpty();
        assertThat(struckBy(plan(1, between(null, NOW)))).isEmpty();
        assertThatThrownBy(() -> between(NOW, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("until");
    }

    @Test
    void theFirstRuleThatStrikesDecides() {
        FaultPlan plan = plan(1, new FaultRule(null, FaultMode.EMPTY, 1, 1), FaultRule.always(FaultMode.BLANK));

        assertThat(plan.strike("m", "a", FaultMode.OF_CALLS)).contains(FaultMode.EMPTY);
        assertThat(plan.strike("m", "b", FaultMode.OF_CALLS)).contains(FaultMode.BLANK);
        assertThat(plan.rules()).extracting(FaultPlan.Struck::calls).containsExactly(1, 1);
    }

    @Test
    void skipsWhatCannotHappenToThisKindOfCall() {
        FaultPlan plan = plan(1, FaultRule.always(FaultMode.HANG), FaultRule.always(FaultMode.BLANK));

        assertThat(plan.strike("m", "a", FaultMode.OF_BATCH_ITEMS)).contains(FaultMode.BLANK);
        assertThat(plan.strike("m", "a", FaultMode.OF_GEMINI_SUBMISSIONS)).contains(FaultMode.HANG);
    }

    @Test
    void refusesARateThatIsNoShare() {
        assertThatThrownBy(() -> new FaultRule(null, FaultMode.CUT, 1.5, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new FaultRule(null, FaultMode.CUT, Double.NaN, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaultRule(null, FaultMode.CUT, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FaultRule between(@Nullable Instant from, @Nullable Instant until) {
        return new FaultRule(null, FaultMode.CUT, 1, null, null, from, until);
    }

    private static FaultPlan plan(long seed, FaultRule... rules) {
        FaultPlan plan = new FaultPlan(new Dice(seed), () -> NOW);
        plan.add(List.of(rules));
        return plan;
    }

    private static List<Integer> struckBy(FaultPlan plan) {
        return IntStream.range(0, 1000)
                .filter(i -> plan.strike("gpt-image-2", "job-" + i + "#0.1", FaultMode.OF_CALLS)
                        .isPresent())
                .boxed()
                .toList();
    }
}
