package io.diptych.cost.dashboard;

import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.rollup.Cube;
import io.diptych.cost.rollup.Latencies;
import io.diptych.schemas.Topics;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What dashboards ask, answered from sums.
public final class DashboardQueries {
    private static final String FROM = " from cost_rollup ";
    private static final String WHERE = """
            where cube = :cube and time_window = :window and window_start >= :from and window_start < :to
            and (cast(:tenant as text) is null or tenant = :tenant)
            """;
    private static final String BUDGETS = """
            select * from budget_status
            where (cast(:tenant as text) is null or tenant = :tenant) and period_end > :now
            order by (spent_micros + held_micros)::numeric / plan_micros desc, tenant, budget_id
            """;
    // Said as the index of the partition says it.
    private static final String OPEN = """
            select coalesce(sum(held_micros), 0) as held, coalesce(sum(unpriced), 0) as unpriced from cost_rollup
            where cube = 'ROUTE' and time_window = 'P1D' and (held_micros <> 0 or unpriced <> 0)
            and (cast(:tenant as text) is null or tenant = :tenant)
            """;
    private static final String REVISION =
            "select coalesce(sum(next_offset), 0) from consumed_offset where topic in (:topics)";

    private final JdbcClient jdbc;
    private final List<String> sources;

    public DashboardQueries(DataSource connections, Topics topics) {
        this.jdbc = JdbcClient.create(connections);
        this.sources = Sources.of(topics);
    }

    /// A number that grows with everything that is stored for dashboards, and with nothing else; the same for every
    /// instance that asks.
    public long revision() {
        return jdbc.sql(REVISION).param("topics", sources).query(Long.class).single();
    }

    /// Sums of everything.
    public Sums total(Cube cube, Scope scope) {
        return scoped("select " + Sums.COLUMNS + FROM + WHERE, cube, scope)
                .query((row, _) -> Sums.of(row))
                .single();
    }

    /// What nobody knows yet, however old.
    ///
    /// @param tenant of all when null
    public Open open(@Nullable String tenant) {
        return jdbc.sql(OPEN)
                .param("tenant", tenant, Types.VARCHAR)
                .query((row, _) -> new Open(row.getBigDecimal("held").longValueExact(), row.getLong("unpriced")))
                .single();
    }

    /// Sums by dimensions, dearest first.
    ///
    /// @param by dimensions of the cube
    public List<Group> groups(Cube cube, List<Dimension> by, Scope scope, int limit) {
        String columns = columns(by);
        String sql = "select " + columns + ", " + Sums.COLUMNS + FROM + WHERE + "group by " + columns
                + " order by amount_micros desc, attempts desc, " + columns + " limit :limit";
        return scoped(sql, cube, scope)
                .param("limit", limit)
                .query((row, _) -> new Group(values(by, row), Sums.of(row)))
                .list();
    }

    /// Sums by window and dimension, in order of time.
    public List<Point> series(Cube cube, Dimension by, Scope scope) {
        String column = by.expression();
        String sql = "select window_start, " + column + " as value, " + Sums.COLUMNS + FROM + WHERE
                + "group by window_start, " + column + " order by window_start, " + column;
        return scoped(sql, cube, scope)
                .query((row, _) -> new Point(moment(row, "window_start"), row.getString("value"), Sums.of(row)))
                .list();
    }

    /// Attempts that failed, by code and dimension, most first.
    public List<FailureCount> failures(Cube cube, Dimension by, Scope scope) {
        String column = by.expression();
        String sql = "select one.code, " + column + " as value, sum(one.count::bigint) as attempts" + FROM
                + "cross join lateral jsonb_each_text(failed) as one(code, count) " + WHERE + "and failed is not null"
                + " group by one.code, " + column + " order by attempts desc, one.code, " + column;
        return scoped(sql, cube, scope)
                .query((row, _) ->
                        new FailureCount(row.getString("code"), row.getString("value"), row.getLong("attempts")))
                .list();
    }

    /// Quantiles of the time at the provider, by a dimension of [Cube#ROUTE], in the order of its values.
    public List<Quantiles> latencies(Dimension by, Scope scope) {
        String sql = "select " + by.expression() + " as value, latencies" + FROM + WHERE + "and latencies is not null";
        Map<String, Latencies> merged = new TreeMap<>();
        scoped(sql, Cube.ROUTE, scope).query(row -> {
            String value = row.getString("value");
            Latencies _ = merged.computeIfAbsent(value == null ? "" : value, _ -> Latencies.none())
                    .plus(ByteBuffer.wrap(row.getBytes("latencies")));
        });
        List<Quantiles> quantiles = new ArrayList<>();
        merged.forEach((value, times) ->
                quantiles.add(new Quantiles(value, times.quantile(0.5), times.quantile(0.95), times.quantile(0.99))));
        return quantiles;
    }

    /// Everybody whose attempts have ended.
    public List<String> tenants() {
        return jdbc.sql("select distinct tenant from attempt_kind order by tenant")
                .query((row, _) -> Objects.requireNonNull(row.getString("tenant"), "tenant"))
                .list();
    }

    /// Where budgets stand whose period has not ended, nearest to their limit first.
    public List<BudgetStanding> budgets(@Nullable String tenant, Instant now) {
        return jdbc.sql(BUDGETS)
                .param("tenant", tenant, Types.VARCHAR)
                .param("now", now.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, _) -> new BudgetStanding(
                        row.getString("tenant"),
                        row.getString("budget_id"),
                        row.getString("project"),
                        row.getString("campaign"),
                        row.getBoolean("hard"),
                        row.getLong("plan_micros"),
                        row.getLong("spent_micros"),
                        row.getLong("held_micros"),
                        row.getObject("forecast_micros", Long.class),
                        moment(row, "period_start"),
                        moment(row, "period_end"),
                        row.getInt("crossed_percent"),
                        row.getBoolean("exhausted")))
                .list();
    }

    private JdbcClient.StatementSpec scoped(String sql, Cube cube, Scope scope) {
        Span span = scope.span();
        return jdbc.sql(sql)
                .param("cube", cube.name())
                .param("window", span.window().iso())
                .param("from", span.from().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", span.to().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("tenant", scope.tenant(), Types.VARCHAR);
    }

    private static String columns(List<Dimension> by) {
        return by.stream().map(Dimension::expression).collect(Collectors.joining(", "));
    }

    private static Map<String, @Nullable String> values(List<Dimension> by, ResultSet row) throws SQLException {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < by.size(); i++) {
            values.put(by.get(i).label(), row.getString(i + 1));
        }
        return values;
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// What nobody knows yet.
    ///
    /// @param heldMicros open holds in micro-USD
    /// @param unpriced   postings whose price is unknown
    public record Open(long heldMicros, long unpriced) {}

    /// Sums that have these values in common.
    ///
    /// @param dimensions value by dimension; null where there is none
    public record Group(Map<String, @Nullable String> dimensions, Sums sums) {
        public Group {
            dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        }
    }

    /// Sums of one window and value.
    public record Point(Instant start, @Nullable String value, Sums sums) {}

    /// How many attempts failed for one reason.
    public record FailureCount(String code, @Nullable String value, long attempts) {}

    /// Times at the provider in milliseconds, within one percent.
    public record Quantiles(String value, double p50Millis, double p95Millis, double p99Millis) {}

    /// Where a budget stands; amounts are micro-USD.
    ///
    /// @param planMicros     what may or should be spent, temporary increases included
    /// @param forecastMicros what will have been spent by the end at the pace so far; null where it is too early
    public record BudgetStanding(
            String tenant,
            String budgetId,
            @Nullable String project,
            @Nullable String campaign,
            boolean hard,
            long planMicros,
            long spentMicros,
            long heldMicros,
            @Nullable Long forecastMicros,
            Instant periodStart,
            Instant periodEnd,
            int crossedPercent,
            boolean exhausted) {}
}
