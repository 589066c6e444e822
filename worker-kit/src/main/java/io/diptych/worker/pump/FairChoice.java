package io.diptych.worker.pump;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which job is next when slots are short: one that a caller waits for; of those, one of the tenant
/// that uses the fewest slots here; of those, the one that was read first.
///
/// It chooses among the jobs that were read ahead, so a tenant's job behind thousands of another's in
/// every partition is seen only once those before it are claimed. A choice looks at each tenant once,
/// however many jobs wait.
final class FairChoice {
    private final Map<String, Integer> slotsByTenant;
    private final Map<String, Queue<Waiting>> interactive = new LinkedHashMap<>();
    private final Map<String, Queue<Waiting>> others = new LinkedHashMap<>();

    /// @param slotsByTenant slots in use
    /// @param cards         looks at a job that was not looked at before
    /// @param jobs          to choose from, in the order of reading
    FairChoice(Map<String, Integer> slotsByTenant, Function<Waiting, Waiting.Card> cards, Collection<Waiting> jobs) {
        this.slotsByTenant = new HashMap<>(slotsByTenant);
        for (Waiting job : jobs) {
            Waiting.Card card = card(job, cards);
            (card.isInteractive() ? interactive : others)
                    .computeIfAbsent(card.tenant(), _ -> new ArrayDeque<>())
                    .add(job);
        }
    }

    /// Takes out the next one; null when there is none.
    @Nullable
    Waiting next() {
        Waiting first = next(interactive);
        return first == null ? next(others) : first;
    }

    private @Nullable Waiting next(Map<String, Queue<Waiting>> waiting) {
        return waiting.entrySet().stream()
                .filter(tenant -> !tenant.getValue().isEmpty())
                .min(Comparator.comparingInt((Map.Entry<String, Queue<Waiting>> tenant) ->
                                slotsByTenant.getOrDefault(tenant.getKey(), 0))
                        .thenComparingLong(tenant -> tenant.getValue().element().arrival()))
                .map(tenant -> tenant.getValue().remove())
                .orElse(null);
    }

    /// A job of the tenant gets a slot.
    void claimed(String tenant) {
        slotsByTenant.merge(tenant, 1, Integer::sum);
    }

    private static Waiting.Card card(Waiting job, Function<Waiting, Waiting.Card> cards) {
        Waiting.Card known = job.card();
        if (known == null) {
            known = cards.apply(job);
            job.card(known);
        }
        return known;
    }
}
