package io.diptych.simulator.veo;

import io.diptych.simulator.gemini.GeminiErrors;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Purchase;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Agenda;
import io.diptych.simulator.workshop.Workshop;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The films in the making, each billed once when the clock says that it is made. They live in memory.
final class VeoOperations implements AutoCloseable {

    private final Workshop workshop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, VeoOperation> operations = new LinkedHashMap<>();
    private final Set<String> billed = new HashSet<>();
    private final Agenda agenda;

    VeoOperations(Workshop workshop) {
        this.workshop = workshop;
        this.agenda = new Agenda(workshop.clock());
    }

    void add(VeoOperation operation) {
        lock.lock();
        try {
            operations.put(operation.name(), operation);
        } finally {
            lock.unlock();
        }
        agenda.at(operation.due(), this::settle);
    }

    /// @throws io.diptych.simulator.http.CallRejected if there is no such operation
    VeoOperation find(String name) {
        settle();
        lock.lock();
        try {
            VeoOperation operation = operations.get(name);
            if (operation == null) {
                throw GeminiErrors.notFound("Operation not found: " + name);
            }
            return operation;
        } finally {
            lock.unlock();
        }
    }

    void settle() {
        Instant now = workshop.clock().instant();
        lock.lock();
        try {
            for (VeoOperation operation : operations.values()) {
                if (operation.isDone(now) && operation.succeeds() && billed.add(operation.name())) {
                    workshop.invoice().bill(purchase(operation));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static Purchase purchase(VeoOperation operation) {
        VeoOrder order = operation.order();
        return new Purchase(
                "google",
                order.model().id(),
                operation.clientRequestId(),
                operation.name(),
                Lane.STANDARD,
                order.resolution(),
                order.size(),
                order.samples(),
                new Usage(0, 0, 0, 0),
                order.seconds());
    }

    @Override
    public void close() {
        agenda.close();
    }
}
