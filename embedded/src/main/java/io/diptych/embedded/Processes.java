package io.diptych.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Processes that are not our children, so that nobody tells us of their end.
final class Processes {

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private Processes() {}

    /// Whether the process executes a program. One that has ended and waits for an idle init to take note, as is usual
    /// in containers, does not.
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /// Waits until the process has ended; answers whether it did within the limit.
    static boolean awaitEnd(ProcessHandle process, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        CompletableFuture<ProcessHandle> exit = process.onExit();
        while (runs(process)) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                exit.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException lookAgain) {
                // the condition of the loop decides
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
