package io.diptych.benchmarks.workers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// Worker processes of one run, and where their calls are counted.
final class Crew implements AutoCloseable {
    private final Field field;
    private final int heapMb;
    private final CalledSide called;
    private final List<RunningWorker> workers = new ArrayList<>();

    /// @param heapMb of each process at most
    Crew(Field field, int heapMb) throws IOException {
        this.field = field;
        this.heapMb = heapMb;
        this.called = new CalledSide();
    }

    CalledSide called() {
        return called;
    }

    CallBook book() {
        return called.book();
    }

    /// Starts another worker.
    RunningWorker join(Task task) throws IOException {
        String name = "w" + workers.size();
        RunningWorker worker = RunningWorker.start(task.named(name), heapMb, field.folder());
        workers.add(worker);
        return worker;
    }

    void awaitCalls(int calls, Duration atMost) throws InterruptedException, TimeoutException {
        Waiting.until(calls + " calls began", atMost, () -> {
            requireAlive();
            return book().size() >= calls;
        });
    }

    /// The same where some have left.
    void awaitMore(int calls, Duration atMost) throws InterruptedException, TimeoutException {
        Waiting.until(calls + " calls began", atMost, () -> book().size() >= calls);
    }

    private void requireAlive() {
        for (RunningWorker worker : workers) {
            if (!worker.isAlive()) {
                throw new IllegalStateException(
                        "worker " + worker.name() + " has ended, its log is in " + field.folder());
            }
        }
    }

    /// Asks all to leave, and waits until they have.
    void leave() throws InterruptedException {
        workers.forEach(RunningWorker::ask);
        for (RunningWorker worker : workers) {
            worker.leave();
        }
    }

    @Override
    public void close() throws IOException {
        workers.forEach(RunningWorker::close);
        called.close();
    }
}
