package io.diptych.worker.pump;

import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.ledger.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A turn of which nobody knows whether it was written. Nothing of it runs yet; the log tells.
///
/// @param claims that may have been made
/// @param ended  attempts that may have been settled
record Doubt(List<Claim> claims, List<Ended> ended) {
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    Doubt {
        claims = List.copyOf(claims);
        ended = List.copyOf(ended);
    }

    /// What the log says.
    ///
    /// @param made    claims that are ours, and were never started
    /// @param settled attempts that need no settlement any more
    record Answer(List<Claim> made, Set<String> settled) {}

    /// Reads the attempts log. The writer of the turn must have ended, by the beginning of its successor.
    Answer ask(WorkerIdentity identity, WorkerParts parts) {
        Map<String, AttemptRecord> found = new HashMap<>();
        Set<Integer> unread = partitions();
        Instant until = parts.clock().instant().plus(AT_MOST);
        try (LogReader<AttemptRecord> log = new LogReader<>(
                parts.topics().attempts(identity.model()),
                parts.kafka(),
                parts.codec(),
                identity.transactionalId() + ".doubt",
                (value, _) -> found.put(value.getAttemptId(), value))) {
            unread.forEach(log::read);
            while (!unread.isEmpty()) {
                unread.removeAll(log.advance(Duration.ofMillis(50)));
                if (parts.clock().instant().isAfter(until)) {
                    throw new IllegalStateException("attempts log of " + identity.model() + " was not read within "
                            + AT_MOST.toSeconds() + " s, doubtful turn stays doubtful");
                }
            }
        }
        return answer(identity.workerId(), found);
    }

    Answer answer(String workerId, Map<String, AttemptRecord> found) {
        List<Claim> made = claims.stream()
                .filter(claim -> isOurs(found.get(claim.attemptId()), claim, workerId))
                .toList();
        Set<String> settled = ended.stream()
                .map(end -> end.settlement().attemptId())
                .filter(attemptId ->
                        found.containsKey(attemptId) && found.get(attemptId).getStatus() != AttemptStatus.CLAIMED)
                .collect(Collectors.toSet());
        return new Answer(made, settled);
    }

    private static boolean isOurs(@Nullable AttemptRecord found, Claim claim, String workerId) {
        return found != null
                && found.getStatus() == AttemptStatus.CLAIMED
                && found.getWorkerId().equals(workerId)
                && found.getClaimedAt().equals(claim.claimedAt());
    }

    private Set<Integer> partitions() {
        return Stream.concat(
                        claims.stream().map(Claim::partition),
                        ended.stream().map(end -> end.settlement().claim().partition()))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
