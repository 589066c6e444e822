package io.diptych.simulator.gemini;

import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.workshop.Agenda;
import io.diptych.simulator.workshop.Workshop;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The batches in hand. A batch is billed when the clock says it is done, whether or not anyone asks for it.
///
/// Batches live in memory: a restart forgets them, and what they would have cost.
final class Batches implements AutoCloseable {

    private final Workshop workshop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private final Agenda agenda;

    Batches(Workshop workshop) {
        this.workshop = workshop;
        this.agenda = new Agenda(workshop.clock());
    }

    /// Takes a batch in.
    void add(Batch batch) {
        locked(() -> batches.put(batch.id(), batch));
        agenda.at(batch.due(), this::settle);
    }

    Optional<Batch> find(String id) {
        settle();
        return Optional.ofNullable(locked(() -> batches.get(id))).filter(batch -> !batch.isDeleted());
    }

    /// All batches, the newest first.
    List<Batch> newestFirst() {
        settle();
        return locked(() -> List.copyOf(batches.values()).reversed()).stream()
                .filter(batch -> !batch.isDeleted())
                .toList();
    }

    /// Bills what is done by now.
    void settle() {
        Instant now = workshop.clock().instant();
        locked(() -> {
            batches.values().stream().filter(batch -> batch.settle(now)).forEach(this::bill);
            return batches.values().removeIf(batch -> batch.isOver(now));
        });
    }

    /// Stops a batch that is not done yet: none of its images is billed.
    void cancel(Batch batch) {
        locked(() -> {
            batch.cancel(workshop.clock().instant());
            return batch;
        });
    }

    private void bill(Batch batch) {
        for (BatchItem item : batch.items()) {
            if (item.fate() instanceof BatchItem.Drawn drawn) {
                workshop.invoice()
                        .bill(GenerateContent.purchase(drawn.wish(), Lane.BATCH, item.key(), drawn.responseId()));
            }
        }
    }

    @Override
    public void close() {
        agenda.close();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
