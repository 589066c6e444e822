package io.diptych.worker;

import io.diptych.events.AttemptStatus;
import io.diptych.events.CircuitState;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Every meter of a worker. Tags come from closed sets: models, statuses, failure codes.
public final class WorkerMeters {
    private final MeterRegistry registry;

    public WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Shows how many slots are busy, and how many there are.
    public void showSlots(String model, IntSupplier busy, int slots) {
        Gauge.builder("diptych.worker.slots.busy", busy::getAsInt)
                .description("Calls that run")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
        Gauge.builder("diptych.worker.slots.free", () -> Math.max(0, slots - busy.getAsInt()))
                .description("Calls that may still be started")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
        Gauge.builder("diptych.worker.slots", () -> slots)
                .description("Calls that may run at once")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
    }

    /// Shows how many jobs wait in the partitions of this worker: the sum over all workers is what
    /// waits for the model. In Prometheus: `diptych_worker_backlog`.
    public void showBacklog(String model, LongSupplier jobs) {
        Gauge.builder("diptych.worker.backlog", jobs::getAsLong)
                .description("Jobs that wait in the partitions of this worker")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
    }

    /// Shows the circuit of a model: 0 closed, 1 half open, 2 open.
    public void showCircuit(String model, Supplier<CircuitState> state) {
        Gauge.builder("diptych.worker.circuit", () -> number(state.get()))
                .description("Circuit of the model: 0 closed, 1 half open, 2 open")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
    }

    /// Shows for how much longer the provider refuses calls.
    public void showLimited(String model, Supplier<Duration> left) {
        Gauge.builder("diptych.worker.limited", () -> left.get().toMillis() / 1000.0)
                .description("Time for which the provider refuses more calls")
                .baseUnit("seconds")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
    }

    /// Calls were made again inside an attempt.
    public void retried(String model, int calls) {
        counter("diptych.worker.retries", "Calls that were made again, unbilled before", model, "lane", "standard")
                .increment(calls);
    }

    /// Jobs were settled without a provider being asked.
    ///
    /// @param reason failure code in lower case
    public void unbought(String model, String reason) {
        counter("diptych.worker.unbought", "Jobs that ended before they were bought", model, "reason", reason)
                .increment();
    }

    /// An unfinished image was published or dropped.
    ///
    /// @param result `published`, `full`, `late`, `unreadable` or `failed`
    public void preview(String model, String result) {
        counter("diptych.worker.previews", "Unfinished images", model, "result", result)
                .increment();
    }

    /// Shows how many batches are open.
    public void showOpenBatches(String model, IntSupplier open) {
        Gauge.builder("diptych.worker.batches.open", open::getAsInt)
                .description("Batches that are not collected yet")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
    }

    /// Jobs were claimed.
    public void claimed(String model, int jobs) {
        counter("diptych.worker.claims", "Jobs that were claimed", model, "lane", "standard")
                .increment(jobs);
    }

    /// Jobs were claimed for a batch.
    public void claimedForBatch(String model, int jobs) {
        counter("diptych.worker.claims", "Jobs that were claimed", model, "lane", "batch")
                .increment(jobs);
    }

    /// An attempt was settled.
    public void settled(String model, AttemptStatus status) {
        counter("diptych.worker.settlements", "Attempts that were settled", model, "status", lower(status))
                .increment();
    }

    /// An orphaned attempt was settled, from its receipt or as unknown.
    public void orphanSettled(String model, boolean fromReceipt) {
        counter(
                        "diptych.worker.orphans",
                        "Orphaned attempts that were settled",
                        model,
                        "resolution",
                        fromReceipt ? "receipt" : "unknown")
                .increment();
    }

    /// A result came after the end of its lease and is left to reconciliation.
    public void lapsed(String model) {
        counter("diptych.worker.lapses", "Results that came after the end of their lease", model, "lane", "standard")
                .increment();
    }

    /// A job of the topic could not be read.
    public void deadLettered(Topic<?> topic) {
        new PlatformMeters(registry).deadLetter(topic);
    }

    /// A turn was refused by the broker.
    public void refused(String model, String lane) {
        counter("diptych.worker.turns.refused", "Transactions that the broker refused", model, "lane", lane)
                .increment();
    }

    /// A provider answered.
    ///
    /// @param result `rendered`, or the failure code in lower case
    public void answered(String model, String result, Duration latency) {
        Timer.builder("diptych.worker.provider.latency")
                .description("Time spent waiting for the provider in one attempt")
                .tag("model", model)
                .tag("result", result)
                .publishPercentileHistogram()
                .register(registry)
                .record(latency);
    }

    private Counter counter(String name, String description, String model, String tag, String value) {
        return Counter.builder(name)
                .description(description)
                .tag("model", model)
                .tag(tag, value)
                .register(registry);
    }

    private static int number(CircuitState state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
