package io.diptych.worker.pump;

import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import io.diptych.events.Lane;
import io.diptych.worker.attempt.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;

/// Claims that the attempts log of our partitions leaves open, and which of them are orphaned.
///
/// A claim of our own that does not run here is our predecessor's, and orphaned at once; one of another worker is
/// orphaned when its lease is over, on that worker's clock and on ours.
final class OpenClaims {
    private record Entry(Claim claim, Instant orphanedAt) {}

    private final String workerId;
    private final Duration clockSkew;
    private final Map<Integer, Map<String, Entry>> open = new HashMap<>();
    private final Map<Integer, Instant> knownAsOf = new HashMap<>();
    private final Map<Integer, Instant> readingSince = new HashMap<>();

    OpenClaims(String workerId, Duration clockSkew) {
        this.workerId = workerId;
        this.clockSkew = clockSkew;
    }

    /// A record of the attempts log. The batch lane's claims are its collector's affair.
    void seen(int partition, AttemptRecord record, Headers headers, Instant now) {
        if (record.getLane() == Lane.BATCH) {
            return;
        }
        if (record.getStatus() == AttemptStatus.CLAIMED && record.getJob() != null) {
            add(Claim.of(record, partition, headers), now);
        } else {
            remove(partition, record.getAttemptId());
        }
    }

    /// A claim that is open, as far as is known.
    void add(Claim claim, Instant now) {
        Instant orphanedAt =
                claim.workerId().equals(workerId) ? now : claim.leaseUntil().plus(clockSkew);
        open.computeIfAbsent(claim.partition(), _ -> new LinkedHashMap<>())
                .putIfAbsent(claim.attemptId(), new Entry(claim, orphanedAt));
    }

    void remove(int partition, String attemptId) {
        Map<String, Entry> ofPartition = open.get(partition);
        if (ofPartition != null) {
            ofPartition.remove(attemptId);
        }
    }

    /// A reading of the partition's log began, which will show what was written before now.
    void readingBegan(int partition, Instant now) {
        readingSince.put(partition, now);
    }

    /// That reading is complete.
    void readingEnded(int partition) {
        Instant since = readingSince.remove(partition);
        if (since != null) {
            knownAsOf.put(partition, since);
        }
    }

    boolean isReading(int partition) {
        return readingSince.containsKey(partition);
    }

    /// Forgets a partition that is no longer ours.
    void forget(int partition) {
        open.remove(partition);
        knownAsOf.remove(partition);
        readingSince.remove(partition);
    }

    /// Orphans that a reading begun after they were orphaned still showed open: nothing can settle them but us.
    List<Claim> certain(Instant now, Predicate<String> runsHere) {
        return orphans(now, runsHere).filter(this::isCertain).map(Entry::claim).toList();
    }

    /// Partitions whose log must be read again before their orphans can be settled.
    List<Integer> doubtful(Instant now, Predicate<String> runsHere) {
        return orphans(now, runsHere)
                .filter(entry -> !isCertain(entry))
                .map(entry -> entry.claim().partition())
                .distinct()
                .filter(partition -> !isReading(partition))
                .toList();
    }

    private Stream<Entry> orphans(Instant now, Predicate<String> runsHere) {
        return open.values().stream()
                .flatMap(entries -> entries.values().stream())
                .filter(entry -> !now.isBefore(entry.orphanedAt()))
                .filter(entry -> !runsHere.test(entry.claim().attemptId()));
    }

    private boolean isCertain(Entry orphan) {
        Instant asOf = knownAsOf.get(orphan.claim().partition());
        return asOf != null && !asOf.isBefore(orphan.orphanedAt());
    }
}
