package io.diptych.cost.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The ledger's table as it is asked.
public final class LedgerQueries {
    private static final String SUMS = """
            coalesce(sum(images) filter (where posting = 'CHARGE'), 0) as images,
            count(*) filter (where posting = 'CHARGE') as charges,
            count(*) filter (where posting = 'CHARGE' and attempt_no > 1) as rework,
            coalesce(sum(amount_micros) filter (where posting in ('CHARGE', 'CORRECTION', 'CREDIT')), 0) as amount,
            coalesce(sum(amount_micros) filter (where posting in ('HOLD', 'RELEASE')), 0) as held,
            count(*) filter (where amount_micros is null) - count(*) filter (where settles_unpriced) as unpriced
            from cost_entry
            """;
    private static final String WHERE = """
            where (cast(:from as timestamptz) is null or occurred_at >= :from)
            and (cast(:to as timestamptz) is null or occurred_at < :to)
            and (cast(:campaign as text) is null or campaign = :campaign)
            and (cast(:tenant as text) is null or tenant = :tenant)
            """;
    private static final String AFTER = """
            and (cast(:afterId as text) is null or (occurred_at, entry_id) > (:afterTime, :afterId))
            order by occurred_at, entry_id limit :limit
            """;

    private final JdbcClient jdbc;

    public LedgerQueries(DataSource connections) {
        this.jdbc = JdbcClient.create(connections);
    }

    /// Sums by dimensions, dearest first; one group when no dimension is given.
    public List<CostGroup> sums(List<Dimension> by, LedgerFilter filter) {
        String columns = by.stream().map(Dimension::expression).collect(Collectors.joining(", "));
        String sql = by.isEmpty()
                ? "select " + SUMS + WHERE
                : "select " + columns + ", " + SUMS + WHERE + "group by " + columns + " order by amount desc, "
                        + columns;
        return filtered(jdbc.sql(sql), filter).query((row, _) -> group(by, row)).list();
    }

    /// Postings in the order of their attempts' ends.
    ///
    /// @param after the last posting of the page before; null for the first page
    /// @param limit most postings
    public List<LedgerRow> entries(LedgerFilter filter, @Nullable Cursor after, int limit) {
        return filtered(jdbc.sql("select * from cost_entry " + WHERE + AFTER), filter)
                .param("afterTime", after == null ? null : utc(after.occurredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("afterId", after == null ? null : after.entryId())
                .param("limit", limit)
                .query((row, _) -> posting(row))
                .list();
    }

    private static JdbcClient.StatementSpec filtered(JdbcClient.StatementSpec statement, LedgerFilter filter) {
        return statement
                .param("from", utc(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", utc(filter.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("campaign", filter.campaign(), Types.VARCHAR)
                .param("tenant", filter.tenant(), Types.VARCHAR);
    }

    private static CostGroup group(List<Dimension> by, ResultSet row) throws SQLException {
        Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
        for (int i = 0; i < by.size(); i++) {
            dimensions.put(by.get(i).label(), row.getString(i + 1));
        }
        return new CostGroup(
                dimensions,
                new CostSums(
                        row.getLong("images"),
                        row.getLong("charges"),
                        row.getLong("rework"),
                        row.getBigDecimal("amount").longValueExact(),
                        row.getBigDecimal("held").longValueExact(),
                        row.getLong("unpriced")));
    }

    private static LedgerRow posting(ResultSet row) throws SQLException {
        return new LedgerRow(
                row.getString("entry_id"),
                row.getString("attempt_id"),
                row.getString("job_id"),
                row.getString("tenant"),
                row.getString("posting"),
                row.getObject("amount_micros", Long.class),
                row.getString("provenance"),
                row.getString("price_book"),
                row.getString("price_book_version"),
                row.getString("explanation"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("tier"),
                row.getString("lane"),
                row.getString("stage"),
                row.getInt("attempt_no"),
                row.getString("provider_request_id"),
                row.getString("campaign"),
                row.getString("sku"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /// Where a page ended.
    public record Cursor(Instant occurredAt, String entryId) {}
}
