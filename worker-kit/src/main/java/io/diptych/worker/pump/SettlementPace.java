package io.diptych.worker.pump;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Which of the settlements that are ready go with a turn.
///
/// While jobs wait for slots, a slot that becomes free stays empty for as long as the turn takes that claims for
/// it, and for the rest of the one that is under way. So settlements then wait a little for a claim to go with, and
/// few go with one.
final class SettlementPace {
    static final int BESIDE_CLAIMS = 20;
    private static final Duration COMPANY = Duration.ofMillis(40);
    private static final Duration OVERDUE = Duration.ofMillis(500);

    /// What else a turn does.
    enum Turn {
        /// It claims.
        CLAIMS,
        /// It has something to write, and claims nothing.
        WRITES,
        /// It has nothing to write, and jobs wait for slots.
        WAITS,
        /// It has nothing to write, and nothing waits.
        RESTS
    }

    private SettlementPace() {}

    /// Those that go with this turn.
    ///
    /// @param ready oldest first
    static List<Ended> due(List<Ended> ready, Turn turn, Instant now) {
        return switch (turn) {
            case CLAIMS ->
                ready.size() > BESIDE_CLAIMS && isYounger(ready, OVERDUE, now)
                        ? ready.subList(0, BESIDE_CLAIMS)
                        : ready;
            case WAITS -> isYounger(ready, COMPANY, now) ? List.of() : ready;
            case WRITES, RESTS -> ready;
        };
    }

    private static boolean isYounger(List<Ended> ready, Duration age, Instant now) {
        return !ready.isEmpty()
                && now.isBefore(
                        ready.getFirst().settlement().receipt().endedAt().plus(age));
    }
}
