package io.diptych.standalone.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.cost.budget.Budget;
import io.diptych.cost.budget.Increase;
import io.diptych.cost.budget.Period;
import io.diptych.cost.budget.Spender;
import io.diptych.cost.budget.Standing;
import io.diptych.cost.budget.Statuses;
import io.diptych.events.BudgetStatus;
import io.diptych.router.budget.Scope;
import io.diptych.router.budget.Span;
import io.diptych.router.live.BudgetBoard;
import io.diptych.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who defines budgets and who enforces them are different services: what one says, the other must
/// understand, for as long as it hears nothing else.
class BudgetAgreementTest {
    private static final Instant SAID = Instant.parse("2026-10-20T12:00:00Z");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Pacific/Apia"));

    private static final List<Scope> SCOPES = List.of(
            Scope.NONE,
            new Scope("shoes", null),
            new Scope("hats|caps", null),
            new Scope(null, "spring"),
            new Scope(null, "sale %"),
            new Scope("shoes", "spring"),
            new Scope("shoes", "sale %"),
            new Scope("hats|caps", "spring"),
            new Scope("coats", "autumn"));

    @ParameterizedTest
    @EnumSource(Period.class)
    void bothBeginAndEndPeriodsAtTheSameMoments(Period period) {
        Random random = new Random(period.name().hashCode());
        for (ZoneId zone : ZONES) {
            var enforced = enforced(budget("b", null, null, period, zone, List.of()));
            for (int any = 0; any < 300; any++) {
                Instant moment = SAID.plusSeconds(random.nextInt(500 * 86_400));
                assertThat(enforced.period().at(moment))
                        .isEqualTo(new Span(period.startOf(moment, zone), period.endOf(moment, zone)));
            }
        }
    }

    @Test
    void bothAllowAnIncreaseForTheSameTime() {
        Budget budget = budget(
                "b",
                null,
                null,
                Period.MONTH,
                ZONES.getFirst(),
                List.of(
                        new Increase(5, SAID.minusSeconds(10), SAID.plusSeconds(60), "sale"),
                        new Increase(70, SAID.plusSeconds(30), SAID.plus(Duration.ofDays(40)), "sale")));
        var enforced = enforced(budget);

        for (int second : List.of(0, 29, 30, 59, 60, 61, 40 * 86_400 - 1, 40 * 86_400)) {
            Instant moment = SAID.plusSeconds(second);
            assertThat(enforced.limitAt(moment)).as("after %d s", second).isEqualTo(budget.planMicros(moment));
        }
    }

    @Test
    void bothMeanTheSameSpending() {
        List<Budget> defined = new ArrayList<>();
        BudgetBoard board = new BudgetBoard(Map.of());
        for (Scope scope : SCOPES) {
            Budget budget = budget(
                    scope.toString(), scope.project(), scope.campaign(), Period.DAY, ZONES.getFirst(), List.of());
            defined.add(budget);
            board.take(status(budget));
        }
        assertThat(board.of("acme")).hasSameSizeAs(SCOPES);
        for (Scope scope : SCOPES) {
            assertThat(board.of("acme").stream()
                            .filter(budget -> budget.covers(scope))
                            .map(io.diptych.router.budget.Budget::id))
                    .containsExactlyInAnyOrderElementsOf(defined.stream()
                            .filter(budget -> budget.covers(new Spender("acme", scope.project(), scope.campaign())))
                            .map(Budget::id)
                            .toList());
        }
    }

    @Test
    void takingBackOneLeavesTheOthers() {
        BudgetBoard board = new BudgetBoard(Map.of());
        BudgetStatus month = status(budget("month", null, null, Period.MONTH, ZONES.getFirst(), List.of()));
        board.take(month);
        board.take(status(budget("day", null, null, Period.DAY, ZONES.getFirst(), List.of())));

        board.forget(new Topics("any.").budgets().keyOf(month));

        assertThat(board.of("acme"))
                .extracting(io.diptych.router.budget.Budget::id)
                .containsExactly("day");
    }

    private static io.diptych.router.budget.Budget enforced(Budget budget) {
        BudgetBoard board = new BudgetBoard(Map.of());
        board.take(status(budget));
        return board.of("acme").getFirst();
    }

    private static BudgetStatus status(Budget budget) {
        Instant start = budget.period().startOf(SAID, budget.zone());
        Instant end = budget.period().endOf(SAID, budget.zone());
        return Statuses.status(new Standing(budget, start, end, 0, 0), SAID);
    }

    private static Budget budget(
            String id,
            @Nullable String project,
            @Nullable String campaign,
            Period period,
            ZoneId zone,
            List<Increase> increases) {
        return new Budget(id, "acme", project, campaign, period, zone, 1_000_000, true, List.of(80), increases);
    }
}
