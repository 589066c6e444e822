package io.diptych.cost.ledger;

import io.diptych.events.CostEntry;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the ledger's partitions as months come. What is of no sane month stays in the default partition.
final class MonthPartitions {
    private static final Logger log = LoggerFactory.getLogger(MonthPartitions.class);
    private static final YearMonth FIRST = YearMonth.of(2024, 1);
    private static final YearMonth LAST = YearMonth.of(2099, 12);
    /// More new months than this in one batch come from broken clocks.
    private static final int MOST_AT_ONCE = 24;
    // Any number that nobody else locks; two instances must not make the same partition at once.
    private static final String LOCK = "select pg_advisory_xact_lock(7303014)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Set<YearMonth> made = new HashSet<>();

    MonthPartitions(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /// Makes the partitions that these postings need.
    void make(Collection<CostEntry> entries) {
        Set<YearMonth> missing = new TreeSet<>();
        for (CostEntry entry : entries) {
            YearMonth month = month(entry);
            if (!month.isBefore(FIRST) && !month.isAfter(LAST) && !made.contains(month)) {
                missing.add(month);
            }
        }
        missing.stream().limit(MOST_AT_ONCE).forEach(this::make);
    }

    private void make(YearMonth month) {
        String name = "cost_entry_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        try {
            transaction.executeWithoutResult(_ -> {
                jdbc.execute(LOCK);
                jdbc.execute("create table if not exists " + name + " partition of cost_entry for values from ('"
                        + month + "-01T00:00:00Z') to ('" + month.plusMonths(1) + "-01T00:00:00Z')");
            });
        } catch (DataIntegrityViolationException e) {
            // Postings of the month came before it, from a clock that was ahead.
            log.atWarn()
                    .addKeyValue("partition", name)
                    .addKeyValue("error", e.getMessage())
                    .log("month stays in the default partition");
        }
        made.add(month);
    }

    private static YearMonth month(CostEntry entry) {
        try {
            return YearMonth.from(entry.getOccurredAt().atOffset(ZoneOffset.UTC));
        } catch (java.time.DateTimeException _) {
            return YearMonth.of(0, 1);
        }
    }
}
