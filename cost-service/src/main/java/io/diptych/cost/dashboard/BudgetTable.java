package io.diptych.cost.dashboard;

import io.diptych.events.BudgetStatus;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/// The newest status of each budget, as it is written. A budget that is gone from the definitions is gone from here.
final class BudgetTable {
    private static final List<String> COLUMNS = List.of(
            "tenant",
            "budget_id",
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
    private static final String UPSERT = "insert into budget_status (budget_key, " + String.join(", ", COLUMNS)
            + ") values (" + "?, ".repeat(COLUMNS.size()) + "?) on conflict (budget_key) do update set "
            + COLUMNS.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
    private static final String FORGET = "delete from budget_status where budget_key = ?";
    private static final int BATCH = 100;

    private final JdbcTemplate jdbc;

    BudgetTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores the newest status of budgets by their keys, and forgets budgets that have none any more.
    void put(Map<String, Optional<BudgetStatus>> newest) {
        List<Map.Entry<String, BudgetStatus>> said = new ArrayList<>();
        List<String> takenBack = new ArrayList<>();
        newest.forEach((key, status) ->
                status.ifPresentOrElse(there -> said.add(Map.entry(key, there)), () -> takenBack.add(key)));
        jdbc.batchUpdate(UPSERT, said, BATCH, (row, one) -> set(row, one.getKey(), one.getValue()));
        jdbc.batchUpdate(FORGET, takenBack, BATCH, (row, key) -> row.setString(1, key));
    }

    private static void set(PreparedStatement row, String key, BudgetStatus status) throws SQLException {
        Long plan = status.getPlanMicros();
        new Columns(row)
                .text(key)
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
