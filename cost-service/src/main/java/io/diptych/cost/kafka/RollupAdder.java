package io.diptych.cost.kafka;

import io.diptych.cost.rollup.RollupRetention;
import io.diptych.cost.rollup.Rollups;
import io.diptych.cost.rollup.Window;
import io.diptych.events.CostRollup;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Adds up what postings add to their windows, and sends on each new sum. Sums of windows that ended long ago are
/// forgotten;
/// what comes for them still is counted and left to the ledger, since a sum that began anew would replace the right
/// one.
final class RollupAdder extends ContextualProcessor<String, CostRollup, String, CostRollup> {
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    /// Sums forgotten in one go, so that tidying never holds up adding.
    private static final int SLICE = 20_000;

    private final Topic<CostRollup> topic;
    private final RollupRetention retention;
    private final CostMeters meters;
    private KeyValueStore<String, CostRollup> sums;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    RollupAdder(Topic<CostRollup> topic, RollupRetention retention, CostMeters meters) {
        this.topic = topic;
        this.retention = retention;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, CostRollup> context) {
        super.init(context);
        sums = context.getStateStore(Operators.SUMS);
        context.schedule(TIDY_EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> tidy(Instant.ofEpochMilli(millis)));
    }

    @Override
    public void process(Record<String, CostRollup> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        Rollups.windows(record.value()).forEach(delta -> add(record, delta, now));
    }

    private void add(Record<String, CostRollup> record, CostRollup delta, Instant now) {
        Window window = Window.ofIso(delta.getWindow());
        if (delta.getWindowStart().isBefore(retention.earliestStart(window, now))) {
            meters.tooLate(window);
            return;
        }
        String key = topic.keyOf(delta);
        String stored = prefix(window, delta.getWindowStart()) + key;
        CostRollup sum = Rollups.plus(sums.get(stored), delta, now);
        sums.put(stored, sum);
        context().forward(record.withKey(key).withValue(sum));
    }

    private void tidy(Instant now) {
        for (Window window : Window.values()) {
            List<String> old = new ArrayList<>();
            String until = prefix(window, retention.earliestStart(window, now));
            try (KeyValueIterator<String, CostRollup> before = sums.range(prefix(window, Instant.EPOCH), until)) {
                while (before.hasNext() && old.size() < SLICE) {
                    KeyValue<String, CostRollup> sum = before.next();
                    old.add(sum.key);
                }
            }
            old.forEach(sums::delete);
        }
    }

    // Sorted by window and time, so that tidying looks at nothing that stays.
    private static String prefix(Window window, Instant start) {
        return window.iso() + "|" + start + "|";
    }
}
