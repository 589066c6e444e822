package io.diptych.cost.ledger;

import io.diptych.events.CostEntry;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The ledger's tables as they are written to: postings and the offsets they were read up to, in one transaction.
///
/// Postings are copied straight into the table. Only where one of them is there already, which takes a topic that is
/// read again, the whole batch goes through a staging table that leaves out what is known.
final class LedgerTable {
    private static final String TABLE = "cost_entry";
    private static final String STAGING = "cost_entry_staging";
    private static final String STAGE = "create temporary table if not exists " + STAGING + " (like " + TABLE
            + " including defaults) on commit delete rows";
    private static final String UNSTAGE = "insert into " + TABLE + " (" + PostingCopy.columns() + ") select "
            + PostingCopy.columns() + " from " + STAGING + " on conflict do nothing";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final MonthPartitions months;
    private final ConsumedOffsets consumed;

    LedgerTable(DataSource connections) {
        this.jdbc = new JdbcTemplate(connections);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
        this.months = new MonthPartitions(jdbc, transaction);
        this.consumed = new ConsumedOffsets(connections);
    }

    /// Stores postings that are not there yet, and how far their partitions are read.
    void store(Collection<CostEntry> entries, Map<TopicPartition, OffsetAndMetadata> offsets) {
        months.make(entries);
        try {
            transaction.executeWithoutResult(_ -> {
                copy(TABLE, entries);
                consumed.advance(offsets);
            });
        } catch (DuplicateKeyException _) {
            transaction.executeWithoutResult(_ -> {
                jdbc.execute(STAGE);
                copy(STAGING, entries);
                int _ = jdbc.update(UNSTAGE);
                consumed.advance(offsets);
            });
        }
    }

    private void copy(String table, Collection<CostEntry> entries) {
        if (!entries.isEmpty()) {
            jdbc.execute((java.sql.Connection connection) -> {
                PostingCopy.copy(connection, table, entries);
                return entries.size();
            });
        }
    }
}
