package io.diptych.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.BudgetIncrease;
import io.diptych.events.BudgetPeriod;
import io.diptych.events.BudgetStatus;
import io.diptych.events.Cancellation;
import io.diptych.events.CircuitState;
import io.diptych.events.ProviderHealth;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Period;
import io.diptych.router.budget.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String MODEL = "gpt-image-2";

    private final HealthBoard health = new HealthBoard(Duration.ofMinutes(2));
    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final CancellationBoard cancellations = new CancellationBoard(time::get);

    @Test
    void believesAnOpenCircuitForAWhile() {
        health.take(health(report -> report.setCircuit(CircuitState.OPEN).setReason("5xx")));

        assertThat(health.at(NOW.plusSeconds(119)))
                .hasEntrySatisfying(MODEL, said -> assertThat(said.circuit()).isEqualTo(CircuitState.OPEN));
        assertThat(health.at(NOW.plusSeconds(120))).isEmpty();
    }

    @Test
    void believesALimitUntilItEndsHoweverOldTheReportIs() {
        Instant until = NOW.plus(Duration.ofMinutes(10));
        health.take(health(report -> report.setLimitedUntil(until)));

        assertThat(health.at(until.minusMillis(1)))
                .hasEntrySatisfying(
                        MODEL, said -> assertThat(said.limitedUntil()).isEqualTo(until));
        assertThat(health.at(until)).isEmpty();
    }

    @Test
    void believesThatAKeyIsMissingUntilAWorkerHasOne() {
        health.take(health(report -> report.setConfigured(false)));
        assertThat(health.at(NOW.plus(Duration.ofDays(1))))
                .hasEntrySatisfying(MODEL, said -> assertThat(said.configured()).isFalse());

        health.take(health(_ -> {}));
        assertThat(health.at(NOW)).isEmpty();
    }

    @Test
    void forgetsAModelThatIsWithdrawn() {
        health.take(health(report -> report.setConfigured(false)));

        health.forget(MODEL);

        assertThat(health.at(NOW)).isEmpty();
    }

    @Test
    void saysWhatIsCancelledAndWhy() {
        cancellations.take(cancellation("r-1", "acme", null, "wrong sku"));
        cancellations.take(cancellation("r-2", "acme", 1, ""));

        assertThat(cancellations.reason("r-1", "acme", 3)).isEqualTo("cancelled at " + NOW + ": wrong sku");
        assertThat(cancellations.reason("r-2", "acme", 1)).isEqualTo("cancelled at " + NOW);
        assertThat(cancellations.reason("r-2", "acme", 0)).isNull();
        assertThat(cancellations.reason("r-3", "acme", 0)).isNull();
    }

    @Test
    void ignoresACancellationOfAnotherTenant() {
        cancellations.take(cancellation("r-1", "globex", null, ""));

        assertThat(cancellations.reason("r-1", "acme", 0)).isNull();
        assertThat(cancellations.reason("r-1", "globex", 0)).isNotNull();
    }

    @Test
    void keepsSeveralCancellationsOfARequest() {
        cancellations.take(cancellation("r-1", "acme", 0, ""));
        cancellations.take(cancellation("r-1", "acme", 2, ""));
        cancellations.take(cancellation("r-1", "globex", null, ""));

        assertThat(cancellations.reason("r-1", "acme", 0)).isNotNull();
        assertThat(cancellations.reason("r-1", "acme", 1)).isNull();
        assertThat(cancellations.reason("r-1", "acme", 2)).isNotNull();
    }

    @Test
    void forgetsCancellationsAfterSevenDays() {
        cancellations.take(cancellation("r-1", "acme", null, ""));
        time.set(NOW.plus(CancellationBoard.MEMORY).plusMillis(1));
        assertThat(cancellations.reason("r-1", "acme", 0)).isNull();

        cancellations.take(cancellation("r-2", "acme", null, ""));
        assertThat(cancellations.size()).isZero();
    }

    @Test
    void prefersPublishedLimitsToConfiguredOnes() {
        Budget configured = new Budget(1, new Period.Calendar(Period.Unit.DAY, ZoneOffset.UTC));
        BudgetBoard budgets = new BudgetBoard(Map.of("acme", configured));

        budgets.take(budget(5_000_000, null, NOW.plusSeconds(3600)));
        assertThat(budgets.of("acme"))
                .containsExactly(new Budget(5_000_000, new Period.Named(new Span(NOW, NOW.plusSeconds(3600)))));
        budgets.forget("acme");
        assertThat(budgets.of("acme")).containsExactly(configured);
        assertThat(budgets.of("globex")).isEmpty();
    }

    @Test
    void keepsTheConfiguredLimitOfTheWholeBesideThatOfAPart() {
        Budget configured = new Budget(1, new Period.Calendar(Period.Unit.DAY, ZoneOffset.UTC));
        BudgetBoard budgets = new BudgetBoard(Map.of("acme", configured));

        budgets.take(budget(5_000_000, "campaign-1", NOW.plusSeconds(3600)));

        assertThat(budgets.of("acme")).extracting(Budget::campaign).containsExactly(null, "campaign-1");
    }

    @Test
    void knowsEveryLimitOfATenantWidestFirst() {
        BudgetBoard budgets = new BudgetBoard(Map.of());
        budgets.take(named("spring", status -> status.setProject("shoes").setCampaign("spring")));
        budgets.take(named("month", status -> {}));
        budgets.take(named("sale", status -> status.setCampaign("sale")));
        budgets.take(named("day", status -> status.setPeriod(BudgetPeriod.DAY)));
        budgets.take(named("shoes", status -> status.setProject("shoes")));
        budgets.take(named("globex-month", status -> status.setTenant("globex")));

        assertThat(budgets.of("acme"))
                .extracting(Budget::id)
                .containsExactly("day", "month", "shoes", "sale", "spring");
        budgets.forget("acme|month");
        budgets.take(named("shoes", status -> status.setHard(false)));
        assertThat(budgets.of("acme")).extracting(Budget::id).containsExactly("day", "sale", "spring");
        assertThat(budgets.of("globex")).hasSize(1);
    }

    @Test
    void takesTheCalendarAndTheIncreasesOfALimit() {
        BudgetBoard budgets = new BudgetBoard(Map.of());

        budgets.take(named(
                "month",
                status -> status.setPeriod(BudgetPeriod.MONTH)
                        .setZone("Asia/Kolkata")
                        .setLimitMicros(7)
                        .setBaseMicros(5L)
                        .setIncreases(List.of(new BudgetIncrease(2L, NOW, NOW.plusSeconds(60))))));

        Budget month = budgets.of("acme").getFirst();
        assertThat(month.period()).isEqualTo(new Period.Calendar(Period.Unit.MONTH, ZoneId.of("Asia/Kolkata")));
        assertThat(month.limitAt(NOW)).isEqualTo(7);
        assertThat(month.limitAt(NOW.plusSeconds(60))).isEqualTo(5);
        assertThat(month.limitAt(NOW.minusMillis(1))).isEqualTo(5);
    }

    @Test
    void keepsALimitWhenTheNextOneMakesNoSense() {
        BudgetBoard budgets = new BudgetBoard(Map.of());
        budgets.take(budget(5_000_000, null, NOW.plusSeconds(3600)));

        assertThatThrownBy(() -> budgets.take(budget(-1, null, NOW.plusSeconds(3600))))
                .isInstanceOf(RefusedException.class)
                .hasMessage("budget '' of tenant acme: limit is -1 micro-USD, expected 0 or more");
        assertThatThrownBy(() -> budgets.take(budget(1, null, NOW))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> budgets.take(named(
                        "month", status -> status.setPeriod(BudgetPeriod.DAY).setZone("Mars/Olympus"))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("budget 'month' of tenant acme", "Mars/Olympus");
        assertThatThrownBy(() -> budgets.take(named("month", status -> status.setScope("spring"))))
                .hasMessage("budget 'month' of tenant acme: scope is spring, expected the field project or campaign to"
                        + " say which of both");
        assertThat(budgets.of("acme"))
                .containsExactly(new Budget(5_000_000, new Period.Named(new Span(NOW, NOW.plusSeconds(3600)))));
    }

    private static BudgetStatus named(String id, Consumer<BudgetStatus.Builder> change) {
        BudgetStatus.Builder status = BudgetStatus.newBuilder(budget(5_000_000, null, NOW.plusSeconds(3600)))
                .setBudgetId(id);
        change.accept(status);
        return status.build();
    }

    private static ProviderHealth health(Consumer<ProviderHealth.Builder> change) {
        ProviderHealth.Builder health = ProviderHealth.newBuilder()
                .setModel(MODEL)
                .setProvider("openai")
                .setCircuit(CircuitState.CLOSED)
                .setWorkerId("w-1")
                .setOccurredAt(NOW);
        change.accept(health);
        return health.build();
    }

    private static Cancellation cancellation(String requestId, String tenant, @Nullable Integer index, String reason) {
        return Cancellation.newBuilder()
                .setRequestId(requestId)
                .setTenant(tenant)
                .setImageIndex(index)
                .setReason(reason)
                .setOccurredAt(NOW)
                .build();
    }

    private static BudgetStatus budget(long limit, @Nullable String scope, Instant end) {
        return BudgetStatus.newBuilder()
                .setTenant("acme")
                .setCampaign(scope)
                .setLimitMicros(limit)
                .setSpentMicros(0)
                .setHeldMicros(0)
                .setPeriodStart(NOW)
                .setPeriodEnd(end)
                .setOccurredAt(NOW)
                .build();
    }
}
