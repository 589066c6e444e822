package io.diptych.benchmarks.workers;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A provider that takes a fixed time for every image, and knows when how many calls ran.
final class BusySlots implements ImageProvider {
    private record Step(long nanos, int busy) {}

    private final byte[] image;
    private final Duration duration;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> bought = new ArrayList<>();
    private int busy;
    private long lastStart;

    BusySlots(byte[] image, Duration duration) {
        this.image = image;
        this.duration = duration;
    }

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public ProviderOutcome render(RenderCall call) {
        begin(call.attemptId());
        try {
            Thread.sleep(duration);
            return new Rendered(image, "image/png", null, "bench", null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failed(FailureCode.CANCELLED, Billing.UNKNOWN, "interrupted", null, null, null);
        } finally {
            end();
        }
    }

    private synchronized void begin(String attemptId) {
        bought.add(attemptId);
        lastStart = System.nanoTime();
        steps.add(new Step(lastStart, ++busy));
    }

    private synchronized void end() {
        steps.add(new Step(System.nanoTime(), --busy));
    }

    /// Calls that began.
    synchronized int calls() {
        return bought.size();
    }

    /// Calls for an attempt that had been bought before.
    synchronized int boughtTwice() {
        Set<String> seen = new HashSet<>();
        return (int) bought.stream().filter(attempt -> !seen.add(attempt)).count();
    }

    /// Share of slots that were busy while there was work for all of them: from the first moment at
    /// which all were, to the start of the last call.
    synchronized double steadyUtilisation(int slots) {
        double slotNanos = 0;
        long from = 0;
        Step before = null;
        for (Step step : steps) {
            if (before != null && from > 0 && step.nanos() <= lastStart) {
                slotNanos += (double) before.busy() * (step.nanos() - before.nanos());
            }
            if (from == 0 && step.busy() >= slots) {
                from = step.nanos();
            }
            before = step;
        }
        return from == 0 || lastStart <= from ? 0 : slotNanos / slots / (lastStart - from);
    }

    /// Ideal time over measured time, from the first call's start to the last one's end.
    synchronized double overallUtilisation(int slots) {
        long first = steps.getFirst().nanos();
        long last = steps.getLast().nanos();
        return (double) bought.size() * duration.toNanos() / slots / (last - first);
    }

    /// Time from the first call's start until all slots were busy.
    synchronized Duration ramp(int slots) {
        long first = steps.getFirst().nanos();
        return steps.stream()
                .filter(step -> step.busy() >= slots)
                .findFirst()
                .map(step -> Duration.ofNanos(step.nanos() - first))
                .orElse(Duration.ZERO);
    }
}
