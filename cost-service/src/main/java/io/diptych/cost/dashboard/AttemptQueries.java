package io.diptych.cost.dashboard;

import io.diptych.cost.ledger.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The attempts behind a bar, newest first, with what the ledger says of each.
public final class AttemptQueries {
    // The newest of each kind are found in its index alone, whatever the number of attempts; only those of the page are
    // read.
    private static final String BY_KIND = """
            with newest as (
                select attempt.attempt_id from attempt_kind kind cross join lateral (
                    select one.ended_at, one.attempt_id from ended_attempt one
                    where one.kind_id = kind.kind_id %1$s
                    order by one.ended_at desc, one.attempt_id desc limit :limit
                ) attempt
                where true %2$s
                order by attempt.ended_at desc, attempt.attempt_id desc limit :limit
            ), page as (select one.* from newest join ended_attempt one using (attempt_id))
            """;
    private static final String BY_SKU = """
            with page as (
                select one.* from ended_attempt one join attempt_kind kind using (kind_id)
                where one.sku = :sku %1$s %2$s
                order by one.ended_at desc, one.attempt_id desc limit :limit
            )
            """;
    private static final String REST = """
            select page.*, kind.*, money.* from page join attempt_kind kind using (kind_id) left join lateral (
                select sum(amount_micros) filter (where posting in ('CHARGE', 'CORRECTION', 'CREDIT'))::bigint as charged,
                    sum(amount_micros) filter (where posting in ('HOLD', 'RELEASE'))::bigint as held,
                    count(*) filter (where amount_micros is null)
                        - count(*) filter (where settles_unpriced) as unpriced,
                    count(*) as postings,
                    (array_agg(provenance order by posting = 'CORRECTION' desc, posting = 'CHARGE' desc))[1]
                        as provenance,
                    (array_agg(explanation order by posting = 'CORRECTION' desc, posting = 'CHARGE' desc))[1]
                        as explanation
                from cost_entry entry where entry.attempt_id = page.attempt_id
            ) money on true
            order by page.ended_at desc, page.attempt_id desc
            """;
    private static final String WHEN = """
            and one.ended_at >= :from and one.ended_at < :to
            and (cast(:afterId as text) is null or (one.ended_at, one.attempt_id) < (:afterTime, :afterId))
            """;
    private static final String IMAGE = """
            select image_sha256, image_type, image_width, image_height, image_bytes from ended_attempt attempt
            where attempt_id = :id and image_sha256 is not null
            and exists (select 1 from cost_entry entry where entry.attempt_id = attempt.attempt_id)
            """;

    private final JdbcClient jdbc;

    public AttemptQueries(DataSource connections) {
        this.jdbc = JdbcClient.create(connections);
    }

    /// Attempts, newest first.
    ///
    /// @param after the last of the page before; null for the first page
    public List<Attempt> newest(AttemptFilter filter, @Nullable Cursor after, int limit) {
        Map<String, String> values = new HashMap<>();
        StringBuilder kinds = new StringBuilder();
        StringBuilder attempts = new StringBuilder(WHEN);
        filter.values().forEach((dimension, value) -> {
            if (dimension != Dimension.SKU) {
                kinds.append(condition("kind", dimension, value, values));
            } else if (value == null) {
                attempts.append("and one.sku is null ");
            }
        });
        condition(kinds, "kind.failure", "failure", filter.failure(), values);
        condition(kinds, "kind.billing", "billing", filter.billing(), values);
        kinds.append(filter.rework() ? "and kind.rework " : "");
        Boolean accepted = filter.accepted();
        attempts.append(accepted == null ? "" : accepted ? "and one.accepted " : "and not one.accepted ");
        String sku = filter.values().get(Dimension.SKU);
        JdbcClient.StatementSpec question = jdbc.sql((sku == null ? BY_KIND : BY_SKU).formatted(attempts, kinds) + REST)
                .param("from", filter.from().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", filter.to().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("afterId", after == null ? null : after.attemptId(), Types.VARCHAR)
                .param(
                        "afterTime",
                        after == null ? null : after.endedAt().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit);
        if (sku != null) {
            question = question.param("sku", sku);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            question = question.param(value.getKey(), value.getValue());
        }
        return question.query((row, _) -> attempt(row)).list();
    }

    /// The image of an attempt that the ledger knows.
    public Optional<StoredImage> image(String attemptId) {
        return jdbc.sql(IMAGE)
                .param("id", attemptId)
                .query((row, _) -> storedImage(row))
                .optional();
    }

    private static String condition(
            String table, Dimension dimension, @Nullable String value, Map<String, String> values) {
        String column = dimension == Dimension.POLICY
                ? table + ".policy || '@' || " + table + ".policy_version"
                : table + "." + dimension.expression();
        if (value == null) {
            return "and " + column + " is null ";
        }
        values.put(dimension.label(), value);
        return "and " + column + " = :" + dimension.label() + " ";
    }

    private static void condition(
            StringBuilder sql, String column, String name, @Nullable String value, Map<String, String> values) {
        if (value != null) {
            values.put(name, value);
            sql.append("and ").append(column).append(" = :").append(name).append(' ');
        }
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getString("attempt_id"),
                row.getString("job_id"),
                row.getInt("attempt_no"),
                row.getString("tenant"),
                row.getString("campaign"),
                row.getString("sku"),
                row.getString("stage"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("tier"),
                row.getString("lane"),
                row.getString("rule_id"),
                row.getString("policy") + "@" + row.getString("policy_version"),
                row.getString("template_version"),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                row.getObject("provider_millis", Long.class),
                row.getString("billing"),
                row.getString("failure"),
                row.getBoolean("rework"),
                row.getBoolean("accepted"),
                row.getLong("postings") > 0,
                row.getObject("charged", Long.class),
                row.getObject("held", Long.class),
                row.getLong("unpriced") > 0,
                row.getString("provenance"),
                row.getString("explanation"),
                row.getString("image_sha256") == null ? null : storedImage(row));
    }

    private static StoredImage storedImage(ResultSet row) throws SQLException {
        return new StoredImage(
                row.getString("image_sha256"),
                row.getString("image_type"),
                row.getInt("image_width"),
                row.getInt("image_height"),
                row.getLong("image_bytes"));
    }

    /// Where a page ended.
    public record Cursor(Instant endedAt, String attemptId) {}

    /// An image in the asset store.
    public record StoredImage(String sha256, String mediaType, int width, int height, long bytes) {}

    /// An attempt and what the ledger says of it; amounts are micro-USD.
    ///
    /// @param posted        whether the ledger has postings of it
    /// @param chargedMicros charges, corrections and credits; null where there is none whose amount is known
    /// @param heldMicros    holds less releases; null where there is none
    /// @param unpriced      whether a price is unknown
    public record Attempt(
            String attemptId,
            String jobId,
            int attemptNo,
            String tenant,
            @Nullable String campaign,
            @Nullable String sku,
            String stage,
            String provider,
            String model,
            String tier,
            String lane,
            String rule,
            String policy,
            @Nullable String template,
            Instant endedAt,
            @Nullable Long providerMillis,
            String billing,
            @Nullable String failure,
            boolean rework,
            boolean accepted,
            boolean posted,
            @Nullable Long chargedMicros,
            @Nullable Long heldMicros,
            boolean unpriced,
            @Nullable String provenance,
            @Nullable String explanation,
            @Nullable StoredImage image) {}
}
