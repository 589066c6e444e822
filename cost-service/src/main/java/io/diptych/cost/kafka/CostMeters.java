package io.diptych.cost.kafka;

import io.diptych.cost.rollup.Window;
import io.diptych.events.CostAlert;
import io.diptych.events.CostEntry;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every meter of cost accounting. They count what is worked on: work that is done again after a crash counts again.
public final class CostMeters {
    private static final Logger log = LoggerFactory.getLogger(CostMeters.class);

    private final MeterRegistry registry;
    private final PlatformMeters platform;
    private final Counter repeated;
    private final Counter rows;

    public CostMeters(MeterRegistry registry, PlatformMeters platform) {
        this.registry = registry;
        this.platform = platform;
        this.repeated = Counter.builder("diptych.cost.results.repeated")
                .description("Results that came again and posted nothing")
                .register(registry);
        this.rows = Counter.builder("diptych.cost.ledger.rows")
                .description("Postings committed to PostgreSQL, repeated ones included")
                .register(registry);
    }

    /// A posting was made.
    void posted(CostEntry entry) {
        Counter.builder("diptych.cost.entries")
                .description("Postings made")
                .tag("posting", tag(entry.getPosting()))
                .tag("provenance", tag(entry.getProvenance()))
                .tag("model", entry.getModel())
                .register(registry)
                .increment();
        if (entry.getAmountMicros() == null) {
            unpriced(entry);
        }
    }

    /// A result had been posted before.
    void repeated() {
        repeated.increment();
    }

    /// A clock is ahead of the broker's by more than it may be.
    void clockAhead(Topic<?> topic, Instant said) {
        Counter.builder("diptych.cost.clock.ahead")
                .description("Events from the future, taken to be of the moment at which they were written")
                .tag("topic", topic.name())
                .register(registry)
                .increment();
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("error", "occurredAt is " + said)
                .log("event is from the future");
    }

    /// A posting came for a window that is no longer added to.
    void tooLate(Window window) {
        Counter.builder("diptych.cost.rollups.late")
                .description("Postings that came too late for the sum of their window; the ledger has them")
                .tag("window", window.iso())
                .register(registry)
                .increment();
        log.atWarn().addKeyValue("window", window.iso()).log("posting is too late for the sum of its window");
    }

    /// A record could not be read.
    public void unreadable(Topic<?> topic, int partition, long offset, String reason) {
        platform.deadLetter(topic);
        log.atWarn()
                .addKeyValue("topic", topic.name())
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("error", reason)
                .log("record cannot be read, dead-lettered");
    }

    /// An alert was told, or could not be.
    ///
    /// @param end `logged`, `delivered` or `undeliverable`
    public void alerted(CostAlert alert, String end) {
        Counter.builder("diptych.cost.alerts")
                .description("Alerts by what they are about and whether the webhook took them")
                .tag("kind", tag(alert.getKind()))
                .tag("end", end)
                .register(registry)
                .increment();
    }

    /// Postings were committed to PostgreSQL.
    public void stored(int postings) {
        rows.increment(postings);
    }

    private void unpriced(CostEntry entry) {
        Counter.builder("diptych.cost.unpriced")
                .description("Postings whose price is unknown: someone must add it to the price book")
                .tag("posting", tag(entry.getPosting()))
                .tag("model", entry.getModel())
                .register(registry)
                .increment();
        log.atWarn()
                .addKeyValue("jobId", entry.getJobId())
                .addKeyValue("attempt", entry.getAttemptId())
                .addKeyValue("tenant", entry.getTenant())
                .addKeyValue("model", entry.getModel())
                .addKeyValue("error", entry.getExplanation())
                .log("price is unknown");
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
