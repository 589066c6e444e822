package io.diptych.cost.ledger;

import io.diptych.cost.reconcile.LedgerAttempt;
import io.diptych.events.CostEntry;
import io.diptych.events.Lane;
import io.diptych.events.LedgerBalance;
import io.diptych.events.Posting;
import io.diptych.events.Provenance;
import io.diptych.events.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The ledger's table by attempt.
public final class LedgerAttempts {
    private static final String BALANCES = """
            select distinct on (entry.attempt_id) entry.*, balance.*
            from cost_entry entry join (
                select attempt_id as id,
                    coalesce(sum(amount_micros) filter (where posting in ('CHARGE', 'CORRECTION', 'CREDIT')), 0) as charged,
                    coalesce(sum(amount_micros) filter (where posting in ('HOLD', 'RELEASE')), 0) as held,
                    count(*) filter (where posting in ('CHARGE', 'CORRECTION', 'CREDIT') and amount_micros is null)
                        - count(*) filter (where posting in ('CHARGE', 'CORRECTION', 'CREDIT') and settles_unpriced)
                        as unpriced,
                    count(*) filter (where posting in ('HOLD', 'RELEASE') and amount_micros is null)
                        - count(*) filter (where posting in ('HOLD', 'RELEASE') and settles_unpriced) as unpriced_hold,
                    count(*) filter (where posting = 'HOLD') as hold,
                    count(*) filter (where posting = 'CHARGE') as charge,
                    count(*) filter (where posting = 'RELEASE') as release,
                    count(*) filter (where posting = 'CORRECTION') as correction,
                    count(*) filter (where posting = 'CREDIT') as credit
                from cost_entry
                where occurred_at >= :from and occurred_at < :to and provider in (:providers)
                group by attempt_id
            ) balance on balance.id = entry.attempt_id
            where entry.occurred_at >= :from and entry.occurred_at < :to
            order by entry.attempt_id, (entry.posting = 'CHARGE') desc, entry.entry_id
            """;

    private static final String OPEN = """
            select attempt_id, min(tenant) as tenant, min(provider) as provider, min(model) as model,
                min(occurred_at) as since, max(explanation) as explanation,
                coalesce(sum(amount_micros) filter (where posting in ('HOLD', 'RELEASE')), 0) as held,
                count(*) filter (where amount_micros is null) - count(*) filter (where settles_unpriced) as unpriced
            from cost_entry
            where attempt_id in (
                select attempt_id from cost_entry
                where (posting = 'HOLD' or amount_micros is null)
                and (cast(:tenant as text) is null or tenant = :tenant)
            )
            group by attempt_id
            having coalesce(sum(amount_micros) filter (where posting in ('HOLD', 'RELEASE')), 0) <> 0
                or count(*) filter (where amount_micros is null) > count(*) filter (where settles_unpriced)
            order by since, attempt_id limit :limit
            """;

    private final JdbcClient jdbc;

    public LedgerAttempts(DataSource connections) {
        this.jdbc = JdbcClient.create(connections);
    }

    /// Attempts that hold money, or whose price is unknown, oldest first.
    ///
    /// @param tenant of all when null
    public List<OpenAttempt> open(@Nullable String tenant, int limit) {
        return jdbc.sql(OPEN)
                .param("tenant", tenant, Types.VARCHAR)
                .param("limit", limit)
                .query((row, _) -> new OpenAttempt(
                        row.getString("attempt_id"),
                        row.getString("tenant"),
                        row.getString("provider"),
                        row.getString("model"),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getLong("held"),
                        row.getLong("unpriced") > 0,
                        row.getString("explanation")))
                .list();
    }

    /// Attempts with some providers that ended in a stretch of time.
    ///
    /// @param from inclusive
    /// @param to   exclusive
    public List<LedgerAttempt> between(Instant from, Instant to, Collection<String> providers) {
        return jdbc.sql(BALANCES)
                .param("from", from.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", to.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("providers", providers)
                .query((row, _) -> new LedgerAttempt(posting(row), balance(row)))
                .list();
    }

    private static LedgerBalance balance(ResultSet row) throws SQLException {
        Map<String, Integer> postings = new HashMap<>();
        for (Posting kind : Posting.values()) {
            int count = row.getInt(kind.name().toLowerCase(Locale.ROOT));
            if (count > 0) {
                postings.put(kind.name(), count);
            }
        }
        return LedgerBalance.newBuilder()
                .setPostings(postings)
                .setChargedMicros(row.getLong("charged"))
                .setHeldMicros(row.getLong("held"))
                .setUnpriced(row.getLong("unpriced") > 0)
                .setUnpricedHold(row.getLong("unpriced_hold") > 0)
                .build();
    }

    private static CostEntry posting(ResultSet row) throws SQLException {
        return CostEntry.newBuilder()
                .setEntryId(row.getString("entry_id"))
                .setAttemptId(row.getString("attempt_id"))
                .setJobId(row.getString("job_id"))
                .setRequestId(row.getString("request_id"))
                .setTenant(row.getString("tenant"))
                .setPosting(Posting.valueOf(row.getString("posting")))
                .setAmountMicros(row.getObject("amount_micros", Long.class))
                .setCurrency(row.getString("currency"))
                .setProvenance(Provenance.valueOf(row.getString("provenance")))
                .setPriceBook(row.getString("price_book"))
                .setPriceBookVersion(row.getString("price_book_version"))
                .setExplanation(row.getString("explanation"))
                .setProvider(row.getString("provider"))
                .setModel(row.getString("model"))
                .setModelVersion(row.getString("model_version"))
                .setTier(row.getString("tier"))
                .setLane(Lane.valueOf(row.getString("lane")))
                .setStage(Stage.valueOf(row.getString("stage")))
                .setImages(row.getInt("images"))
                .setAttemptNo(row.getInt("attempt_no"))
                .setProviderRequestId(row.getString("provider_request_id"))
                .setProviderBatchId(row.getString("provider_batch_id"))
                .setRuleId(row.getString("rule_id"))
                .setPolicy(row.getString("policy"))
                .setPolicyVersion(row.getString("policy_version"))
                .setTemplateVersion(row.getString("template_version"))
                .setCampaign(row.getString("campaign"))
                .setSku(row.getString("sku"))
                .setPipelineStage(row.getString("pipeline_stage"))
                .setProject(row.getString("project"))
                .setRegeneration(row.getBoolean("regeneration"))
                .setOccurredAt(
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant())
                .build();
    }
}
