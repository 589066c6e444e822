package io.diptych.cost.dashboard;

import io.diptych.events.BudgetStatus;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/// The newest status of each budget, as it is written.
final class BudgetTable {
    private static final List<String> COLUMNS = List.of(
            "project",
            "campaign",
            "hard",
            "plan_micros",
            "spent_micros",
            "held_micros",
            "forecast_micros",
            "period_start",
            "period_end",
            "crossed_percent",
            "exhausted",
            "occurred_at");
    private static final String UPSERT = "insert into budget_status (tenant, budget_id, " + String.join(", ", COLUMNS)
            + ") values (" + "?, ".repeat(COLUMNS.size() + 1) + "?) on conflict (tenant, budget_id) do update set "
            + COLUMNS.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
    private static final int BATCH = 100;

    private final JdbcTemplate jdbc;

    BudgetTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores statuses; of several of the same budget, the last.
    void put(Collection<BudgetStatus> statuses) {
        Map<List<String>, BudgetStatus> newest = new LinkedHashMap<>();
        statuses.forEach(status -> newest.put(List.of(status.getTenant(), status.getBudgetId()), status));
        jdbc.batchUpdate(UPSERT, newest.values(), BATCH, BudgetTable::set);
    }

    private static void set(PreparedStatement row, BudgetStatus status) throws SQLException {
        Long plan = status.getPlanMicros();
        new Columns(row)
                .text(status.getTenant())
                .text(status.getBudgetId())
                .text(status.getProject())
                .text(status.getCampaign())
                .flag(status.getHard())
                .number(plan == null ? status.getLimitMicros() : plan)
                .number(status.getSpentMicros())
                .number(status.getHeldMicros())
                .number(status.getForecastMicros())
                .moment(status.getPeriodStart())
                .moment(status.getPeriodEnd())
                .integer(status.getCrossedPercent())
                .flag(status.getExhausted())
                .moment(status.getOccurredAt());
    }
}
