package io.diptych.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.simulator.chance.Dice;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

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
        assertThat(plan.strike("m", "a", FaultMode.OF_SUBMISSIONS)).contains(FaultMode.HANG);
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

    private static FaultPlan plan(long seed, FaultRule... rules) {
        FaultPlan plan = new FaultPlan(new Dice(seed));
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
