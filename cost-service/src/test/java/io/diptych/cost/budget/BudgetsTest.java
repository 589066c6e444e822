package io.diptych.cost.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.BudgetIncrease;
import io.diptych.events.BudgetPeriod;
import io.diptych.events.BudgetStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {
    private static final Instant NOON = Instant.parse("2026-11-15T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "DAY,     UTC,             2026-11-20T10:00:00Z, 2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z",
        "DAY,     Asia/Shanghai,   2026-11-20T17:00:00Z, 2026-11-20T16:00:00Z, 2026-11-21T16:00:00Z",
        "DAY,     Asia/Kathmandu,  2026-11-20T18:20:00Z, 2026-11-20T18:15:00Z, 2026-11-21T18:15:00Z",
        "DAY,     Europe/Berlin,   2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "WEEK,    UTC,             2026-11-22T23:59:59Z, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "MONTH,   America/New_York,2026-11-01T04:30:00Z, 2026-11-01T04:00:00Z, 2026-12-01T05:00:00Z",
        "QUARTER, UTC,             2026-12-31T23:00:00Z, 2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z"
    })
    void beginAndEndWithTheCalendarOfTheirTimeZone(
            Period period, String zone, Instant moment, Instant start, Instant end) {
        assertThat(period.startOf(moment, ZoneId.of(zone))).isEqualTo(start);
        assertThat(period.endOf(moment, ZoneId.of(zone))).isEqualTo(end);
    }

    @Test
    void areReadFromYaml() {
        Budgets budgets = BudgetFile.parse("budgets.yaml", """
                budgets:
                  - id: acme-month
                    tenant: acme
                    period: month
                    time_zone: Asia/Shanghai
                    limit_usd: 100.00
                    thresholds: [50%, 90%]
                    increases:
                      - {amount_usd: 25.50, from: "2026-11-10", until: "2026-11-20", reason: "Singles' Day"}
                  - {id: spring, tenant: acme, project: shoes, campaign: spring, period: day, limit_usd: 5, enforcement: soft}
                """);

        assertThat(budgets.all())
                .containsExactly(
                        new Budget(
                                "acme-month",
                                "acme",
                                null,
                                null,
                                Period.MONTH,
                                ZoneId.of("Asia/Shanghai"),
                                100_000_000,
                                true,
                                List.of(50, 90),
                                List.of(new Increase(
                                        25_500_000,
                                        Instant.parse("2026-11-09T16:00:00Z"),
                                        Instant.parse("2026-11-19T16:00:00Z"),
                                        "Singles' Day"))),
                        new Budget(
                                "spring",
                                "acme",
                                "shoes",
                                "spring",
                                Period.DAY,
                                ZoneOffset.UTC,
                                5_000_000,
                                false,
                                List.of(50, 80, 100),
                                List.of()));
    }

    @Test
    void tellEveryMistakeAtOnce() {
        assertThatThrownBy(() -> BudgetFile.parse("budgets.yaml", """
                        budgets:
                          - {id: a, tenant: acme, period: fortnight, limit_usd: 0}
                          - {id: b, tenant: acme, period: day, limit_usd: 1, thresholds: [80], colour: red}
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "budget a: field period: found \"fortnight\", expected one of day, week, month, quarter")
                .hasMessageContaining("budget b: field thresholds: found 80, expected a list of percentages")
                .hasMessageContaining("budget b: field colour: found an unknown field");
    }

    @Test
    void mayBeSeveralForATenantAsAWhole() {
        Budgets budgets = BudgetFile.parse("budgets.yaml", """
                budgets:
                  - {id: a, tenant: acme, period: day, limit_usd: 1}
                  - {id: b, tenant: acme, period: month, limit_usd: 10}
                """);

        assertThat(budgets.covering(new Spender("acme", "shoes", null)))
                .extracting(Budget::id)
                .containsExactly("a", "b");
    }

    @Test
    void haveNamesOfTheirOwn() {
        assertThatThrownBy(() -> new Budgets(List.of(budget(null), budget("spring"))))
                .hasMessage("budget id is 'b' twice, must be unique");
    }

    @Test
    void sayAllThatWhoeverEnforcesThemNeeds() {
        BudgetStatus before = Statuses.status(standing(1, 2), NOON);
        BudgetStatus after = Statuses.status(standing(1, 2), Instant.parse("2026-11-21T00:00:00Z"));

        assertThat(before.getPeriod()).isEqualTo(BudgetPeriod.MONTH);
        assertThat(before.getZone()).isEqualTo("Z");
        assertThat(before.getBaseMicros()).isEqualTo(10_000_000);
        assertThat(before.getIncreases())
                .containsExactly(new BudgetIncrease(
                        10_000_000L, Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-21T00:00:00Z")));
        assertThat(after.getIncreases()).isEmpty();
    }

    @Test
    void coverWhatIsSpentUnderThem() {
        Budget campaign = budget("spring");

        assertThat(campaign.covers(new Spender("acme", null, "spring"))).isTrue();
        assertThat(campaign.covers(new Spender("acme", "any", "spring"))).isTrue();
        assertThat(campaign.covers(new Spender("acme", null, null))).isFalse();
        assertThat(campaign.covers(new Spender("other", null, "spring"))).isFalse();
        assertThat(budget(null).covers(new Spender("acme", null, "spring"))).isTrue();
    }

    @Test
    void standWhereSpentAndHeldTogetherAre() {
        Standing standing = standing(7_000_000, 1_000_000);

        assertThat(standing.percent(NOON)).isEqualTo(80);
        assertThat(standing.crossed(NOON)).isEqualTo(80);
        assertThat(standing.reached(NOON, 50)).containsExactly(80);
        assertThat(standing.isExhausted(NOON)).isFalse();
        assertThat(standing.plus(1_999_999, 0).isExhausted(NOON)).isFalse();
        assertThat(standing.plus(2_000_000, 0).isExhausted(NOON)).isTrue();
    }

    @Test
    void growWhileAnIncreaseHolds() {
        Standing standing = standing(10_000_000, 0);
        Instant during = Instant.parse("2026-11-20T00:00:00Z");

        assertThat(standing.isExhausted(NOON)).isTrue();
        assertThat(standing.isExhausted(during)).isFalse();
        assertThat(standing.percent(during)).isEqualTo(50);
        assertThat(standing.isExhausted(Instant.parse("2026-11-21T00:00:00Z"))).isTrue();
    }

    @Test
    void forecastThePeriodsEndByThePaceSoFar() {
        Standing standing = standing(4_000_000, 1_000_000);

        assertThat(standing.forecastMicros(Instant.parse("2026-11-16T00:00:00Z")))
                .isEqualTo(10_000_000);
        assertThat(standing.forecastMicros(Instant.parse("2026-11-01T01:00:00Z")))
                .isNull();
        assertThat(standing.forecastMicros(Instant.parse("2026-12-02T00:00:00Z")))
                .isEqualTo(5_000_000);
    }

    private static Standing standing(long spent, long held) {
        return new Standing(
                budget(null),
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-12-01T00:00:00Z"),
                spent,
                held);
    }

    private static Budget budget(@org.jspecify.annotations.Nullable String campaign) {
        return new Budget(
                "b",
                "acme",
                null,
                campaign,
                Period.MONTH,
                ZoneOffset.UTC,
                10_000_000,
                true,
                List.of(50, 80, 100),
                List.of(new Increase(
                        10_000_000,
                        Instant.parse("2026-11-20T00:00:00Z"),
                        Instant.parse("2026-11-21T00:00:00Z"),
                        "sale")));
    }
}
