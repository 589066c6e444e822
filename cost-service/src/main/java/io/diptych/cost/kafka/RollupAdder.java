package io.diptych.cost.kafka;

import io.diptych.cost.rollup.RollupRetention;
import io.diptych.cost.rollup.Rollups;
import io.diptych.cost.rollup.Window;
import io.diptych.events.CostRollup;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Adds up what postings add to their windows, and sends on the sums that are new, five times a second. Sums of windows
/// that ended long ago are
/// forgotten;
/// what comes for them still is counted and left to the ledger, since a sum that began anew would replace the right
/// one.
final class RollupAdder extends ContextualProcessor<String, CostRollup, String, CostRollup> {
    private static final Duration SEND_EVERY = Duration.ofMillis(200);
    private static final byte[] MARK = {1};
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    /// Sums forgotten in one go, so that tidying never holds up adding.
    private static final int SLICE = 20_000;

    private final Topic<CostRollup> topic;
    private final RollupRetention retention;
    private final CostMeters meters;
    private final Set<String> changed = new LinkedHashSet<>();
    private KeyValueStore<String, CostRollup> sums;
    /// Keys of the sums that are to be sent on, so that a commit in between forgets none.
    private KeyValueStore<String, byte[]> unsent;

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
        unsent = context.getStateStore(Operators.UNSENT);
        changed.clear();
        try (KeyValueIterator<String, byte[]> left = unsent.all()) {
            left.forEachRemaining(one -> changed.add(one.key));
        }
        context.schedule(SEND_EVERY, PunctuationType.WALL_CLOCK_TIME, this::send);
        context.schedule(TIDY_EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> tidy(Instant.ofEpochMilli(millis)));
    }

    @Override
    public void process(Record<String, CostRollup> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        Rollups.windows(record.value()).forEach(delta -> add(delta, now));
    }

    private void add(CostRollup delta, Instant now) {
        Window window = Window.ofIso(delta.getWindow());
        if (delta.getWindowStart().isBefore(retention.earliestStart(window, now))) {
            meters.tooLate(window);
            return;
        }
        String stored = prefix(window, delta.getWindowStart()) + topic.keyOf(delta);
        sums.put(stored, Rollups.plus(sums.get(stored), delta, now));
        if (changed.add(stored)) {
            unsent.put(stored, MARK);
        }
    }

    private void send(long millis) {
        for (String stored : changed) {
            CostRollup sum = sums.get(stored);
            if (sum != null) {
                context().forward(new Record<>(topic.keyOf(sum), sum, millis));
            }
            unsent.delete(stored);
        }
        changed.clear();
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
