package io.diptych.worker.pump;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Settlements that are still to be written. A refused transaction leaves them here for the next turn.
final class SettlementOutbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Bell bell;
    private final Map<String, Ended> waiting = new LinkedHashMap<>();

    /// @param bell rung when there is something to write
    SettlementOutbox(Bell bell) {
        this.bell = bell;
    }

    void add(Ended ended) {
        lock.lock();
        try {
            waiting.put(ended.settlement().attemptId(), ended);
        } finally {
            lock.unlock();
        }
        bell.ring();
    }

    /// What may be written now, oldest first. It stays here until it is written.
    List<Ended> ready(Instant now, Assignment assignment, int max) {
        lock.lock();
        try {
            return waiting.values().stream()
                    .filter(ended -> ended.maySettle(now, assignment))
                    .limit(max)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// Takes out what may never be written from here: the lease is over, or the partition has gone.
    List<Ended> takeForfeited(Instant now, Assignment assignment) {
        lock.lock();
        try {
            List<Ended> forfeited = new ArrayList<>(waiting.values());
            forfeited.removeIf(ended -> ended.maySettle(now, assignment));
            forfeited.forEach(ended -> waiting.remove(ended.settlement().attemptId()));
            return forfeited;
        } finally {
            lock.unlock();
        }
    }

    /// Takes out what was written.
    void written(Collection<String> attemptIds) {
        lock.lock();
        try {
            waiting.keySet().removeAll(attemptIds);
        } finally {
            lock.unlock();
        }
    }

    boolean holds(String attemptId) {
        lock.lock();
        try {
            return waiting.containsKey(attemptId);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
