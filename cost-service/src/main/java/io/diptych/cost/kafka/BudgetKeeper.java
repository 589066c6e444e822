package io.diptych.cost.kafka;

import io.diptych.cost.budget.Budget;
import io.diptych.cost.budget.Budgets;
import io.diptych.cost.budget.Spender;
import io.diptych.cost.budget.Standing;
import io.diptych.cost.budget.Statuses;
import io.diptych.events.BudgetStatus;
import io.diptych.events.CostEntry;
import io.diptych.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps every budget's standing from the postings, in one place, and says where it stands: at once
/// when a threshold is crossed or the budget is exhausted or no longer is, else each second while
/// it changes, and when a period begins. A budget that it spoke of once and that is no longer
/// defined is taken back: whoever enforces limits forgets it.
final class BudgetKeeper extends ContextualProcessor<String, CostEntry, String, @Nullable SpecificRecord> {
    private static final Duration SAY_EVERY = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofHours(1);

    /// Before the keys of statuses that were said, among the crossings.
    private static final String SAID = "said|";

    private final Budgets budgets;
    private final Topic<BudgetStatus> topic;
    private final Map<String, Standing> standings = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Map<String, Long> plans = new HashMap<>();
    private Spending spending;
    private KeyValueStore<String, byte[]> crossings;
    private boolean compared;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    BudgetKeeper(Budgets budgets, Topic<BudgetStatus> topic) {
        this.budgets = budgets;
        this.topic = topic;
    }

    @Override
    public void init(ProcessorContext<String, @Nullable SpecificRecord> context) {
        super.init(context);
        // A task that lost its transaction begins again with the same instance.
        standings.clear();
        plans.clear();
        changed.clear();
        compared = false;
        spending = new Spending(context.getStateStore(Operators.SPENDING));
        crossings = context.getStateStore(Operators.CROSSINGS);
        context.schedule(SAY_EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> sayAll(Instant.ofEpochMilli(millis)));
        context.schedule(
                TIDY_EVERY, PunctuationType.WALL_CLOCK_TIME, millis -> spending.tidy(Instant.ofEpochMilli(millis)));
    }

    @Override
    public void process(Record<String, CostEntry> record) {
        CostEntry entry = record.value();
        Long micros = entry.getAmountMicros();
        if (micros == null) {
            return;
        }
        Instant now = now();
        Spender spender = new Spender(entry.getTenant(), entry.getProject(), entry.getCampaign());
        long held = switch (entry.getPosting()) {
            case HOLD, RELEASE -> micros;
            case CHARGE, CORRECTION, CREDIT -> 0;
        };
        long spent = held == 0 ? micros : 0;
        // Found before the posting is added, since finding one anew adds up all that was spent.
        for (Budget budget : budgets.covering(spender)) {
            Standing before = standing(budget, now);
            Instant at = entry.getOccurredAt();
            if (!at.isBefore(before.start()) && at.isBefore(before.end())) {
                Standing after = before.plus(spent, held);
                standings.put(budget.id(), after);
                changed.add(budget.id());
                if (alert(after, now) || before.isExhausted(now) != after.isExhausted(now)) {
                    say(after, now);
                }
            }
        }
        spending.add(spender, entry.getOccurredAt(), spent, held);
    }

    private Standing standing(Budget budget, Instant now) {
        Standing known = standings.get(budget.id());
        if (known != null && !now.isBefore(known.start()) && now.isBefore(known.end())) {
            return known;
        }
        Standing found = spending.standing(budget, now);
        standings.put(budget.id(), found);
        changed.add(budget.id());
        return found;
    }

    private void sayAll(Instant now) {
        if (!compared) {
            takeBackWhatIsGone(now);
            compared = true;
        }
        for (Budget budget : budgets.all()) {
            Standing standing = standing(budget, now);
            Long plan = plans.put(budget.id(), budget.planMicros(now));
            if (plan == null || plan != budget.planMicros(now)) {
                changed.add(budget.id());
            }
            if (changed.contains(budget.id())) {
                boolean _ = alert(standing, now);
                say(standing, now);
            }
        }
    }

    private void say(Standing standing, Instant now) {
        changed.remove(standing.budget().id());
        BudgetStatus status = Statuses.status(standing, now);
        context().forward(new Record<>(topic.keyOf(status), status, now.toEpochMilli()));
    }

    /// Once after each start, since definitions change only with one.
    private void takeBackWhatIsGone(Instant now) {
        Set<String> gone = new HashSet<>();
        try (KeyValueIterator<String, byte[]> spoken = crossings.prefixScan(SAID, new StringSerializer())) {
            spoken.forEachRemaining(one -> gone.add(one.key));
        }
        for (Budget budget : budgets.all()) {
            String key = SAID + topic.keyOf(Statuses.status(standing(budget, now), now));
            if (!gone.remove(key)) {
                crossings.put(key, new byte[0]);
            }
        }
        for (String key : gone) {
            crossings.delete(key);
            context().forward(new Record<>(key.substring(SAID.length()), null, now.toEpochMilli()));
        }
    }

    /// Tells of each threshold that is crossed for the first time in this period, under this plan.
    private boolean alert(Standing standing, Instant now) {
        String key = standing.budget().id() + "|" + standing.start() + "|"
                + standing.budget().planMicros(now);
        byte[] stored = crossings.get(key);
        int before = stored == null ? 0 : ByteBuffer.wrap(stored).getInt();
        List<Integer> reached = standing.reached(now, before);
        for (int threshold : reached) {
            context()
                    .forward(new Record<>(
                            standing.budget().tenant(), Statuses.alert(standing, threshold, now), now.toEpochMilli()));
        }
        if (reached.isEmpty()) {
            return false;
        }
        crossings.put(key, ByteBuffer.allocate(4).putInt(reached.getLast()).array());
        return true;
    }

    private Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }
}
