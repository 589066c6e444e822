package io.diptych.cost.http;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.diptych.cost.dashboard.DashboardQueries;
import io.diptych.cost.dashboard.DashboardQueries.BudgetStanding;
import io.diptych.cost.dashboard.DashboardQueries.FailureCount;
import io.diptych.cost.dashboard.DashboardQueries.Quantiles;
import io.diptych.cost.http.Breakdown.Row;
import io.diptych.cost.http.Overviews.Question;
import io.diptych.cost.rollup.Cube;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What sums say, over HTTP. Every question is answered as JSON or as a table for spreadsheets.
@RestController
class DashboardEndpoints {
    private static final String CSV = CsvTable.MEDIA_TYPE;
    private static final String MODEL = "model";

    private final DashboardQueries queries;
    private final Overviews overviews;
    private final InstantSource clock;

    DashboardEndpoints(DashboardQueries queries, Overviews overviews, InstantSource clock) {
        this.queries = queries;
        this.overviews = overviews;
        this.clock = clock;
    }

    @GetMapping(path = "/api/costs/overview", produces = APPLICATION_JSON_VALUE)
    Overview overview(
            Stretch stretch,
            @RequestParam(defaultValue = MODEL) String by,
            @RequestParam(defaultValue = "20") int limit) {
        return overviews.now(new Question(stretch, by, Questions.limit(limit)));
    }

    @GetMapping(path = "/api/costs/breakdown", produces = APPLICATION_JSON_VALUE)
    Breakdown breakdown(
            Stretch stretch,
            @RequestParam(defaultValue = MODEL) String by,
            @RequestParam(defaultValue = "100") int limit) {
        return overviews.breakdown(Asked.of(by, stretch, clock.instant()), Questions.limit(limit));
    }

    @GetMapping(path = "/api/costs/breakdown", produces = CSV)
    String breakdownAsCsv(
            Stretch stretch,
            @RequestParam(defaultValue = MODEL) String by,
            @RequestParam(defaultValue = "100") int limit) {
        Breakdown found = breakdown(stretch, by, limit);
        CsvTable table = new CsvTable(
                Stream.concat(found.by().stream(), Figures.NAMES.stream()).toList());
        for (Row row : found.rows()) {
            row.figures().cells(table.line().addAll(row.values().values())).end();
        }
        return table.toString();
    }

    @GetMapping(path = "/api/costs/series", produces = APPLICATION_JSON_VALUE)
    List<SeriesPoint> series(Stretch stretch, @RequestParam(defaultValue = MODEL) String by) {
        Asked asked = Asked.ofOne(by, stretch, clock.instant());
        return queries.series(asked.cube(), asked.dimension(), asked.scope()).stream()
                .map(SeriesPoint::of)
                .toList();
    }

    @GetMapping(path = "/api/costs/series", produces = CSV)
    String seriesAsCsv(Stretch stretch, @RequestParam(defaultValue = MODEL) String by) {
        CsvTable table = new CsvTable(
                Stream.concat(Stream.of("start", by), Figures.NAMES.stream()).toList());
        for (SeriesPoint point : series(stretch, by)) {
            point.figures()
                    .cells(table.line().add(point.start()).add(point.value()))
                    .end();
        }
        return table.toString();
    }

    @GetMapping(path = "/api/costs/failures", produces = APPLICATION_JSON_VALUE)
    List<FailureCount> failures(Stretch stretch, @RequestParam(defaultValue = MODEL) String by) {
        Asked asked = Asked.ofOne(by, stretch, clock.instant());
        return queries.failures(asked.cube(), asked.dimension(), asked.scope());
    }

    @GetMapping(path = "/api/costs/failures", produces = CSV)
    String failuresAsCsv(Stretch stretch, @RequestParam(defaultValue = MODEL) String by) {
        CsvTable table = new CsvTable(List.of("code", by, "attempts"));
        for (FailureCount one : failures(stretch, by)) {
            table.line().add(one.code()).add(one.value()).add(one.attempts()).end();
        }
        return table.toString();
    }

    @GetMapping(path = "/api/costs/latencies", produces = APPLICATION_JSON_VALUE)
    List<Quantiles> latencies(Stretch stretch, @RequestParam(defaultValue = MODEL) String by) {
        Asked asked = Asked.ofOne(by, stretch, clock.instant());
        if (asked.cube() != Cube.ROUTE) {
            throw new BadQuestionException("by", by, "one of tenant, campaign, stage, provider, model, tier, lane");
        }
        return queries.latencies(asked.dimension(), asked.scope());
    }

    @GetMapping(path = "/api/costs/latencies", produces = CSV)
    String latenciesAsCsv(Stretch stretch, @RequestParam(defaultValue = MODEL) String by) {
        CsvTable table = new CsvTable(List.of(by, "p50Millis", "p95Millis", "p99Millis"));
        for (Quantiles one : latencies(stretch, by)) {
            table.line()
                    .add(one.value())
                    .add(one.p50Millis())
                    .add(one.p95Millis())
                    .add(one.p99Millis())
                    .end();
        }
        return table.toString();
    }

    @GetMapping(path = "/api/costs/budgets", produces = APPLICATION_JSON_VALUE)
    List<BudgetStanding> budgets(@RequestParam(required = false) @Nullable String tenant) {
        return queries.budgets(tenant == null || tenant.isEmpty() ? null : tenant, clock.instant());
    }

    @GetMapping(path = "/api/costs/budgets", produces = CSV)
    String budgetsAsCsv(@RequestParam(required = false) @Nullable String tenant) {
        CsvTable table = new CsvTable(List.of(
                "tenant",
                "budgetId",
                "project",
                "campaign",
                "hard",
                "planMicros",
                "spentMicros",
                "heldMicros",
                "forecastMicros",
                "periodStart",
                "periodEnd"));
        for (BudgetStanding one : budgets(tenant)) {
            table.line()
                    .add(one.tenant())
                    .add(one.budgetId())
                    .add(one.project())
                    .add(one.campaign())
                    .add(one.hard())
                    .add(one.planMicros())
                    .add(one.spentMicros())
                    .add(one.heldMicros())
                    .add(one.forecastMicros())
                    .add(one.periodStart())
                    .add(one.periodEnd())
                    .end();
        }
        return table.toString();
    }
}
