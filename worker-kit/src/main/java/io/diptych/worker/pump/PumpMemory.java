package io.diptych.worker.pump;

import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import org.jspecify.annotations.Nullable;

/// What a pump remembers from one session to the next: the calls that run, what is to be settled, and a turn in
/// doubt.
final class PumpMemory {
    private final Assignment assignment = new Assignment();
    private final SettlementOutbox outbox;
    private final RunningCalls calls;
    private final Bell bell;
    private @Nullable Doubt doubt;

    PumpMemory(SettlementOutbox outbox, RunningCalls calls, Bell bell) {
        this.outbox = outbox;
        this.calls = calls;
        this.bell = bell;
    }

    /// Whether an attempt is in this worker's own hands.
    boolean holds(String attemptId) {
        return calls.holds(attemptId) || outbox.holds(attemptId);
    }

    /// Remembers a turn of which nobody knows whether it was written.
    void doubt(Doubt inDoubt) {
        this.doubt = inDoubt;
    }

    /// Finds out about the last session's turn in doubt, if there was one: what it claimed runs, what it settled is
    /// settled.
    void resolveDoubt(WorkerIdentity identity, WorkerParts parts) {
        Doubt open = doubt;
        if (open == null) {
            return;
        }
        Doubt.Answer answer = open.ask(identity, parts);
        doubt = null;
        outbox.written(answer.settled());
        answer.made().forEach(calls::start);
    }

    Assignment assignment() {
        return assignment;
    }

    /// Rung by the calls.
    Bell bell() {
        return bell;
    }

    SettlementOutbox outbox() {
        return outbox;
    }

    RunningCalls calls() {
        return calls;
    }
}
