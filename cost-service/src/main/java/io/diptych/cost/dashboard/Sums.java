package io.diptych.cost.dashboard;

import io.diptych.cost.rollup.Measures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/// Sums of the rollups that have something in common.
///
/// @param measures without failures by code and without latencies
/// @param failed   attempts that failed
public record Sums(Measures measures, long failed) {
    /// Nothing.
    public static final Sums ZERO = new Sums(Measures.ZERO, 0);

    /// Its columns in SQL.
    static final String COLUMNS = """
            coalesce(sum(charges), 0) as charges,
            coalesce(sum(images), 0) as images,
            coalesce(sum(rework), 0) as rework,
            coalesce(sum(amount_micros), 0) as amount_micros,
            coalesce(sum(held_micros), 0) as held_micros,
            coalesce(sum(unpriced), 0) as unpriced,
            coalesce(sum(rework_micros), 0) as rework_micros,
            coalesce(sum(saved_micros), 0) as saved_micros,
            coalesce(sum(attempts), 0) as attempts,
            coalesce(sum(calls), 0) as calls,
            coalesce(sum(retries), 0) as retries,
            coalesce(sum(regenerations), 0) as regenerations,
            coalesce(sum(accepted), 0) as accepted,
            coalesce(sum(escalations), 0) as escalations,
            coalesce(sum(case when failed is null then 0
                else (select sum(count::bigint) from jsonb_each_text(failed) as one(code, count)) end), 0) as failed
            """;

    /// Both together.
    public Sums plus(Sums other) {
        return new Sums(measures.plus(other.measures), failed + other.failed);
    }

    static Sums of(ResultSet row) throws SQLException {
        return new Sums(
                new Measures(
                        row.getLong("charges"),
                        row.getLong("images"),
                        row.getLong("rework"),
                        micros(row, "amount_micros"),
                        micros(row, "held_micros"),
                        row.getLong("unpriced"),
                        micros(row, "rework_micros"),
                        micros(row, "saved_micros"),
                        row.getLong("attempts"),
                        row.getLong("calls"),
                        row.getLong("retries"),
                        row.getLong("regenerations"),
                        row.getLong("accepted"),
                        row.getLong("escalations"),
                        Map.of(),
                        null),
                row.getLong("failed"));
    }

    private static long micros(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).longValueExact();
    }
}
