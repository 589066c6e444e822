package io.diptych.worker.pump;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Which partitions are ours, and since which term: a partition that went and came back is another term.
final class Assignment {

    /// A partition in one term of ours.
    record Tenure(int partition, long term) {}

    private final Map<Integer, Long> terms = new HashMap<>();
    private long lastTerm;

    synchronized void add(Collection<Integer> partitions) {
        partitions.forEach(partition -> terms.put(partition, ++lastTerm));
    }

    synchronized void remove(Collection<Integer> partitions) {
        terms.keySet().removeAll(partitions);
    }

    synchronized void clear() {
        terms.clear();
    }

    synchronized boolean owns(int partition) {
        return terms.containsKey(partition);
    }

    /// The present term of a partition of ours.
    synchronized Tenure tenure(int partition) {
        Long term = terms.get(partition);
        if (term == null) {
            throw new IllegalStateException("partition " + partition + " is not ours, ours are " + terms.keySet());
        }
        return new Tenure(partition, term);
    }

    /// Whether the partition has been ours without a break.
    synchronized boolean lasts(Tenure tenure) {
        return Long.valueOf(tenure.term()).equals(terms.get(tenure.partition()));
    }
}
