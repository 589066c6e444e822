package io.diptych.benchmarks.workers;

import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// What became of a killed worker's open claims.
///
/// @param unknown claims of which nobody knows whether they were bought
/// @param latest  seconds from the end of a claim's lease to its settlement by another, of the last one
record Orphans(long unknown, double latest) {

    /// Waits until every claim of a worker is settled.
    static Orphans await(Field field, String prefix, String worker, Duration atMost)
            throws InterruptedException, TimeoutException {
        Waiting.until("claims of " + worker + " are settled", atMost, () -> isSettled(field.attempts(prefix), worker));
        Map<String, Instant> leases = new HashMap<>();
        long unknown = 0;
        double latest = Double.NEGATIVE_INFINITY;
        for (AttemptRecord attempt : field.attempts(prefix)) {
            if (attempt.getStatus() == AttemptStatus.CLAIMED) {
                leases.put(attempt.getAttemptId(), attempt.getLeaseUntil());
            } else if (attempt.getStatus() == AttemptStatus.UNKNOWN) {
                unknown++;
                Instant lease = leases.getOrDefault(attempt.getAttemptId(), attempt.getLeaseUntil());
                latest = Math.max(
                        latest, Duration.between(lease, attempt.getOccurredAt()).toMillis() / 1e3);
            }
        }
        return new Orphans(unknown, latest == Double.NEGATIVE_INFINITY ? 0 : latest);
    }

    private static boolean isSettled(List<AttemptRecord> log, String worker) {
        Map<String, AttemptRecord> last = new HashMap<>();
        log.forEach(attempt -> last.put(attempt.getAttemptId(), attempt));
        return last.values().stream()
                .noneMatch(attempt -> attempt.getStatus() == AttemptStatus.CLAIMED
                        && attempt.getWorkerId().equals(worker));
    }
}
