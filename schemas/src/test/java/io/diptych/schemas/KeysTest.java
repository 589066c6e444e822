package io.diptych.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.BudgetStatus;
import io.diptych.events.CostRollup;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void ofRollupsDifferWhateverCharactersTheirNamesHave() {
        assertThat(Keys.rollup(rollup("a|b", "c"))).isNotEqualTo(Keys.rollup(rollup("a", "b|c")));
        assertThat(Keys.rollup(rollup("a%7Cb", "c"))).isNotEqualTo(Keys.rollup(rollup("a|b", "c")));
        assertThat(Keys.rollup(rollup("a", null))).isNotEqualTo(Keys.rollup(rollup("a", "null")));
        assertThat(Keys.rollup(rollup("a", null))).isNotEqualTo(Keys.rollup(rollup("a", "%")));
    }

    @Test
    void ofCubesDifferThoughTheirDimensionsAreTheSame() {
        CostRollup policy =
                CostRollup.newBuilder(rollup("a", null)).setCube("POLICY").build();
        CostRollup template =
                CostRollup.newBuilder(rollup("a", null)).setCube("TEMPLATE").build();

        assertThat(Keys.rollup(policy)).isEqualTo("%POLICY|a|%|%|%|m|P1D|2026-11-20T00:00:00Z");
        assertThat(Keys.rollup(template)).isEqualTo("%TEMPLATE|a|%|DRAFT|m|P1D|2026-11-20T00:00:00Z");
    }

    @Test
    void ofABudgetAreItsTenantAndItsName() {
        assertThat(Keys.budget(budget("", null, true))).isEqualTo("acme");
        assertThat(Keys.budget(budget("month", null, true))).isEqualTo("acme|month");
        assertThat(Keys.budget(budget("soft", null, false))).isEqualTo("acme|soft");
        assertThat(Keys.budget(budget("spring", "spring", true))).isEqualTo("acme|spring");
    }

    private static BudgetStatus budget(String id, @org.jspecify.annotations.Nullable String campaign, boolean hard) {
        return BudgetStatus.newBuilder()
                .setTenant("acme")
                .setBudgetId(id)
                .setCampaign(campaign)
                .setHard(hard)
                .setLimitMicros(1)
                .setSpentMicros(0)
                .setHeldMicros(0)
                .setPeriodStart(START)
                .setPeriodEnd(START.plusSeconds(1))
                .setOccurredAt(START)
                .build();
    }

    private static CostRollup rollup(String tenant, @org.jspecify.annotations.Nullable String campaign) {
        return CostRollup.newBuilder()
                .setTenant(tenant)
                .setCampaign(campaign)
                .setStage(Stage.DRAFT)
                .setProvider("p")
                .setModel("m")
                .setTier("1K")
                .setLane(Lane.BULK)
                .setWindow("P1D")
                .setWindowStart(START)
                .setWindowEnd(START.plusSeconds(86_400))
                .setCharges(0)
                .setImages(0)
                .setRework(0)
                .setAmountMicros(0)
                .setHeldMicros(0)
                .setUnpriced(0)
                .setOccurredAt(START)
                .build();
    }
}
