package io.diptych.cost.ledger;

import io.diptych.events.CostEntry;
import io.diptych.events.TokenUsage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The ledger's tables as they are written to: postings and the offsets they were read up to, in one transaction.
final class LedgerTable {
    private static final List<String> COLUMNS = List.of(
            "entry_id",
            "attempt_id",
            "job_id",
            "request_id",
            "tenant",
            "posting",
            "amount_micros",
            "currency",
            "provenance",
            "price_book",
            "price_book_version",
            "explanation",
            "provider",
            "model",
            "model_version",
            "tier",
            "lane",
            "stage",
            "images",
            "attempt_no",
            "text_in",
            "text_in_cached",
            "image_in",
            "image_in_cached",
            "text_out",
            "image_out",
            "provider_request_id",
            "provider_batch_id",
            "rule_id",
            "policy",
            "policy_version",
            "template_version",
            "campaign",
            "sku",
            "pipeline_stage",
            "occurred_at",
            "settles",
            "settles_unpriced",
            "invoice",
            "project",
            "regeneration",
            "saved_micros");
    private static final String INSERT = "insert into cost_entry (" + String.join(", ", COLUMNS) + ") values ("
            + "?, ".repeat(COLUMNS.size() - 1) + "?) on conflict do nothing";
    private static final String ADVANCE = "insert into consumed_offset (topic, partition, next_offset) values (?, ?, ?)"
            + " on conflict (topic, partition) do update"
            + " set next_offset = greatest(consumed_offset.next_offset, excluded.next_offset)";
    private static final String FIND = "select next_offset from consumed_offset where topic = ? and partition = ?";
    private static final int BATCH = 500;
    // A clock may be absurdly wrong; no posting is lost for that.
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final MonthPartitions months;

    LedgerTable(DataSource connections) {
        this.jdbc = new JdbcTemplate(connections);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
        this.months = new MonthPartitions(jdbc, transaction);
    }

    /// Stores postings that are not there yet, and how far their partitions are read.
    void store(Collection<CostEntry> entries, Map<TopicPartition, OffsetAndMetadata> offsets) {
        months.make(entries);
        transaction.executeWithoutResult(_ -> {
            jdbc.batchUpdate(INSERT, entries, BATCH, LedgerTable::set);
            jdbc.batchUpdate(ADVANCE, offsets.entrySet(), BATCH, (row, offset) -> {
                row.setString(1, offset.getKey().topic());
                row.setInt(2, offset.getKey().partition());
                row.setLong(3, offset.getValue().offset());
            });
        });
    }

    /// The offset that a partition is to be read from; null when nothing of it is stored.
    @Nullable
    Long nextOffset(TopicPartition partition) {
        return DataAccessUtils.singleResult(
                jdbc.queryForList(FIND, Long.class, partition.topic(), partition.partition()));
    }

    private static void set(PreparedStatement row, CostEntry entry) throws SQLException {
        Row values = new Row(row);
        values.text(entry.getEntryId());
        values.text(entry.getAttemptId());
        values.text(entry.getJobId());
        values.text(entry.getRequestId());
        values.text(entry.getTenant());
        values.text(entry.getPosting().name());
        values.number(entry.getAmountMicros());
        values.text(entry.getCurrency());
        values.text(entry.getProvenance().name());
        values.text(entry.getPriceBook());
        values.text(entry.getPriceBookVersion());
        values.text(entry.getExplanation());
        values.text(entry.getProvider());
        values.text(entry.getModel());
        values.text(entry.getModelVersion());
        values.text(entry.getTier());
        values.text(entry.getLane().name());
        values.text(entry.getStage().name());
        values.integer(entry.getImages());
        values.integer(entry.getAttemptNo());
        values.number(count(entry.getUsage(), TokenUsage::getTextIn));
        values.number(count(entry.getUsage(), TokenUsage::getTextInCached));
        values.number(count(entry.getUsage(), TokenUsage::getImageIn));
        values.number(count(entry.getUsage(), TokenUsage::getImageInCached));
        values.number(count(entry.getUsage(), TokenUsage::getTextOut));
        values.number(count(entry.getUsage(), TokenUsage::getImageOut));
        values.text(entry.getProviderRequestId());
        values.text(entry.getProviderBatchId());
        values.text(entry.getRuleId());
        values.text(entry.getPolicy());
        values.text(entry.getPolicyVersion());
        values.text(entry.getTemplateVersion());
        values.text(entry.getCampaign());
        values.text(entry.getSku());
        values.text(entry.getPipelineStage());
        values.moment(entry.getOccurredAt());
        values.text(entry.getSettles());
        values.flag(entry.getSettlesUnpriced());
        values.text(entry.getInvoice());
        values.text(entry.getProject());
        values.flag(entry.getRegeneration());
        values.number(entry.getSavedMicros());
    }

    private static @Nullable Long count(@Nullable TokenUsage usage, Function<TokenUsage, @Nullable Long> kind) {
        return usage == null ? null : kind.apply(usage);
    }

    /// Sets one column after the other.
    private static final class Row {
        private final PreparedStatement row;
        private int column;

        Row(PreparedStatement row) {
            this.row = row;
        }

        int next() {
            column++;
            return column;
        }

        void text(@Nullable String value) throws SQLException {
            // PostgreSQL has no place for this character in a text.
            row.setString(next(), value == null ? null : value.replace("\0", ""));
        }

        void number(@Nullable Long value) throws SQLException {
            if (value == null) {
                row.setNull(next(), Types.BIGINT);
            } else {
                row.setLong(next(), value);
            }
        }

        void moment(Instant value) throws SQLException {
            Instant storable = value.isBefore(EARLIEST) ? EARLIEST : value.isAfter(LATEST) ? LATEST : value;
            row.setObject(next(), storable.atOffset(ZoneOffset.UTC));
        }

        void flag(boolean value) throws SQLException {
            row.setBoolean(next(), value);
        }

        void integer(int value) throws SQLException {
            row.setInt(next(), value);
        }
    }
}
