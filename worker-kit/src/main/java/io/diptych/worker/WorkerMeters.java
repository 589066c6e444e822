package io.diptych.worker;

import io.diptych.events.AttemptStatus;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

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
        Gauge.builder("diptych.worker.slots", () -> slots)
                .description("Calls that may run at once")
                .tag("model", model)
                .strongReference(true)
                .register(registry);
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

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
