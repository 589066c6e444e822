package io.diptych.benchmarks.workers;

import io.diptych.benchmarks.workers.CallBook.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How busy slots were.
///
/// The steady window begins when all slots are busy for the first time, not before one call's length
/// after the first call began, and not before the processes are warm; it ends with the start of the last
/// call, or when the workers were told to stop. So there is work for every slot throughout, and every gap between two
/// calls counts.
///
/// @param steady  share of the slots that were busy in the steady window
/// @param overall ideal time over measured time, from the first call's start to the last one's end
/// @param ramp    from the first call's start until all slots were busy; negative where that never was
/// @param window  length of the steady window
record Utilisation(double steady, double overall, Duration ramp, Duration window) {
    private record Change(long at, int by) {}

    /// @param warmUp    time after the first call before which nothing counts
    /// @param stoppedAt moment at which the workers were told to stop
    static Utilisation of(List<Call> all, int slots, Duration duration, Duration warmUp, long stoppedAt) {
        List<Call> calls = all.stream().filter(call -> call.begin() < stoppedAt).toList();
        if (calls.isEmpty()) {
            return new Utilisation(0, 0, Duration.ofMillis(-1), Duration.ZERO);
        }
        long first = calls.stream().mapToLong(Call::begin).min().orElseThrow();
        long last = calls.stream().mapToLong(Call::begin).max().orElseThrow();
        long end = calls.stream()
                .mapToLong(call -> Math.min(call.end(), stoppedAt))
                .max()
                .orElseThrow();
        long full = firstFull(calls, slots);
        long from =
                Math.max(first + Math.max(duration.toNanos(), warmUp.toNanos()), full == Long.MAX_VALUE ? first : full);
        double busy = calls.stream()
                .mapToDouble(call -> Math.max(0, Math.min(call.end(), last) - Math.max(call.begin(), from)))
                .sum();
        double ideal = (double) calls.size() * duration.toNanos() / slots;
        return new Utilisation(
                last > from ? busy / slots / (last - from) : 0,
                ideal / (end - first),
                full == Long.MAX_VALUE ? Duration.ofMillis(-1) : Duration.ofNanos(full - first),
                Duration.ofNanos(Math.max(0, last - from)));
    }

    /// When as many calls ran as there are slots; [Long#MAX_VALUE] where that never was.
    private static long firstFull(List<Call> calls, int slots) {
        List<Change> changes = new ArrayList<>();
        calls.forEach(call -> {
            changes.add(new Change(call.begin(), 1));
            changes.add(new Change(call.end(), -1));
        });
        changes.sort(Comparator.comparingLong(Change::at).thenComparingInt(Change::by));
        int busy = 0;
        for (Change change : changes) {
            busy += change.by();
            if (busy >= slots) {
                return change.at();
            }
        }
        return Long.MAX_VALUE;
    }
}
