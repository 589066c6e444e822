package io.diptych.worker.pump;

import io.diptych.events.GenerationJob;
import io.diptych.worker.attempt.CallControl;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.CutOff;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.attempt.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that run, one virtual thread and one slot each. They outlive a restart of the pump: a paid
/// call is not dropped because the broker went away.
final class RunningCalls {
    private static final Logger log = LoggerFactory.getLogger(RunningCalls.class);

    private static final class Call implements CallControl {
        final Claim claim;
        final Thread thread;
        private @Nullable CutOff cutOff;
        private final Bell bell;
        private boolean isAnswered;

        /// @param body what the thread does, once it is started
        Call(Claim claim, Bell bell, Consumer<Call> body) {
            this.claim = claim;
            this.bell = bell;
            this.thread = Thread.ofVirtual().name("call-" + claim.attemptId()).unstarted(() -> body.accept(this));
        }

        synchronized boolean isAnswered() {
            return isAnswered;
        }

        @Override
        public synchronized Optional<CutOff> cutOff() {
            return Optional.ofNullable(cutOff);
        }

        /// Gives way, so that calls that have an answer too free their slots before this one's image is stored.
        @Override
        @SuppressWarnings("ThreadPriorityCheck") // Nothing but the order depends on it.
        public void answered() {
            synchronized (this) {
                isAnswered = true;
            }
            bell.ring();
            Thread.yield();
        }

        /// Interrupts it, once; what has an answer is not interrupted any more.
        synchronized void cutOff(CutOff reason) {
            if (cutOff == null && !isAnswered) {
                cutOff = reason;
                thread.interrupt();
            }
        }
    }

    /// Buys an attempt.
    interface Buyer {
        /// Blocks until the attempt ended.
        Receipt buy(Claim claim, CallControl control);
    }

    private final int slots;
    private final Buyer buyer;
    private final Function<Claim, Instant> cutOffAt;
    private final SettlementOutbox outbox;
    private final Bell bell;
    private final Map<String, Call> running = new ConcurrentHashMap<>();

    /// @param buyer    buys; blocks until the attempt ended
    /// @param cutOffAt moment at which a claim's call is interrupted, some time after its deadline: adapters keep
    ///                 that by themselves, and what was bought must be stored
    /// @param bell     rung when a slot becomes free
    RunningCalls(int slots, Buyer buyer, Function<Claim, Instant> cutOffAt, SettlementOutbox outbox, Bell bell) {
        this.slots = slots;
        this.buyer = buyer;
        this.cutOffAt = cutOffAt;
        this.outbox = outbox;
        this.bell = bell;
    }

    /// Starts the call of a claim that is in the log.
    void start(Claim claim) {
        Call call = new Call(claim, bell, this::run);
        if (running.putIfAbsent(claim.attemptId(), call) == null) {
            call.thread.start();
        }
    }

    private void run(Call call) {
        Claim claim = call.claim;
        Receipt receipt;
        try {
            receipt = buyer.buy(claim, call);
        } catch (RuntimeException e) {
            // The claim stays open; it is reconciled when its lease is over.
            log.atError().addKeyValue("attempt", claim.attemptId()).setCause(e).log("call failed, left open");
            return;
        }
        // Into the outbox before out of the slot, so that the attempt is always known here.
        if (running.containsKey(claim.attemptId())) {
            outbox.add(Ended.ofOwnCall(new Settlement(claim, receipt)));
            running.remove(claim.attemptId());
            bell.ring();
        }
    }

    /// Cuts off calls that overstay their deadline, and gives up those that outlive their lease.
    ///
    /// @return claims that were given up: their settlement is no longer ours
    List<Claim> overstayed(Instant now) {
        List<Claim> givenUp = new ArrayList<>();
        for (Call call : List.copyOf(running.values())) {
            if (call.claim.isLeaseOver(now)) {
                running.remove(call.claim.attemptId());
                call.thread.interrupt();
                givenUp.add(call.claim);
            } else if (now.isAfter(cutOffAt.apply(call.claim))) {
                call.cutOff(CutOff.OVERSTAYED);
            }
        }
        return givenUp;
    }

    /// Cuts off every call, since the worker stops.
    void stopAll() {
        running.values().forEach(call -> call.cutOff(CutOff.STOPPING));
    }

    /// Cuts off the calls of jobs that their callers want no more.
    void cancel(Predicate<GenerationJob> isCancelled) {
        for (Call call : running.values()) {
            if (isCancelled.test(call.claim.job())) {
                call.cutOff(CutOff.CANCELLED);
            }
        }
    }

    /// Slots in use, by tenant.
    Map<String, Integer> busyByTenant() {
        Map<String, Integer> busy = new HashMap<>();
        running.values().forEach(call -> busy.merge(call.claim.job().getTenant(), 1, Integer::sum));
        return busy;
    }

    boolean holds(String attemptId) {
        return running.containsKey(attemptId);
    }

    /// Slots in use.
    int busy() {
        return (int)
                running.values().stream().filter(call -> !call.isAnswered()).count();
    }

    /// Purchases that have not ended, those included whose image is being stored.
    int open() {
        return running.size();
    }

    /// Slots for further calls. A store that is slow makes them fewer: images that wait for it are in
    /// memory.
    int free() {
        int storing = slots / 4 + 1;
        return Math.max(0, Math.min(slots - busy(), slots + storing - running.size()));
    }
}
