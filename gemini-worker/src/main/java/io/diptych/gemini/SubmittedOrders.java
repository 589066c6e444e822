package io.diptych.gemini;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// In which order this process submitted the attempts of its latest batches.
///
/// Only needed where an answer comes back without our keys; results keep the order of requests.
final class SubmittedOrders {
    private static final int MOST_BATCHES = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<String>> attemptIdsByBatch = new LinkedHashMap<>();

    void remember(String batchId, List<String> attemptIds) {
        lock.lock();
        try {
            attemptIdsByBatch.put(batchId, List.copyOf(attemptIds));
            if (attemptIdsByBatch.size() > MOST_BATCHES) {
                attemptIdsByBatch.remove(attemptIdsByBatch.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Attempt ids in the order of their requests; empty where this process did not submit the batch.
    List<String> of(String batchId) {
        lock.lock();
        try {
            return attemptIdsByBatch.getOrDefault(batchId, List.of());
        } finally {
            lock.unlock();
        }
    }
}
