package io.diptych.worker.pump;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which job is next when slots are short: one that a caller waits for; of those, one of the tenant
/// that uses the fewest slots here; of those, the one that was read first.
///
/// It chooses among the jobs that were read ahead, so a tenant's job behind thousands of another's in
/// every partition is seen only once those before it are claimed.
final class FairChoice {
    private final Map<String, Integer> slotsByTenant;
    private final Function<Waiting, Waiting.Card> cards;

    /// @param slotsByTenant slots in use
    /// @param cards         looks at a job that was not looked at before
    FairChoice(Map<String, Integer> slotsByTenant, Function<Waiting, Waiting.Card> cards) {
        this.slotsByTenant = new HashMap<>(slotsByTenant);
        this.cards = cards;
    }

    /// The next one; null when there is none.
    @Nullable
    Waiting next(Collection<Waiting> jobs) {
        return jobs.stream()
                .min(Comparator.comparing((Waiting job) -> !card(job).isInteractive())
                        .thenComparingInt(
                                job -> slotsByTenant.getOrDefault(card(job).tenant(), 0))
                        .thenComparingLong(Waiting::arrival))
                .orElse(null);
    }

    /// A job of the tenant gets a slot.
    void claimed(String tenant) {
        slotsByTenant.merge(tenant, 1, Integer::sum);
    }

    private Waiting.Card card(Waiting job) {
        Waiting.Card known = job.card();
        if (known == null) {
            known = cards.apply(job);
            job.card(known);
        }
        return known;
    }
}
