package io.diptych.benchmarks.workers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every call that was made, as the called side saw it.
final class CallBook {
    /// One call, which is one purchase.
    ///
    /// @param end [Long#MAX_VALUE] while it runs
    record Call(String jobId, String worker, long begin, long end) {
        boolean isOpen() {
            return end == Long.MAX_VALUE;
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> open = new HashMap<>();

    synchronized void begin(String worker, String jobId) {
        open.put(worker + " " + jobId, calls.size());
        calls.add(new Call(jobId, worker, System.nanoTime(), Long.MAX_VALUE));
    }

    synchronized void end(String worker, String jobId) {
        Integer at = open.remove(worker + " " + jobId);
        if (at != null) {
            Call call = calls.get(at);
            calls.set(at, new Call(jobId, worker, call.begin(), System.nanoTime()));
        }
    }

    /// A worker has gone, and its calls are cut off. They were bought all the same.
    synchronized void gone(String worker) {
        calls.stream()
                .filter(call -> call.isOpen() && call.worker().equals(worker))
                .toList()
                .forEach(call -> end(worker, call.jobId()));
    }

    synchronized int size() {
        return calls.size();
    }

    /// Calls that run, of all workers.
    synchronized int busy() {
        return open.size();
    }

    /// Calls of a worker that run.
    synchronized int busy(String worker) {
        return (int) open.keySet().stream()
                .filter(key -> key.startsWith(worker + " "))
                .count();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /// Calls that began in a span of time for jobs that had been bought before.
    int paidTwice(long from, long to) {
        Set<String> bought = new HashSet<>();
        int again = 0;
        for (Call call : calls()) {
            boolean isNew = bought.add(call.jobId());
            if (!isNew && call.begin() >= from && call.begin() < to) {
                again++;
            }
        }
        return again;
    }

    int paidTwice() {
        return paidTwice(Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
