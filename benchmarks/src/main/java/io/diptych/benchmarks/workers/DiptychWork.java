package io.diptych.benchmarks.workers;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.StopSignal;
import io.diptych.schemas.Topics;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerMeters;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.pump.JobPump;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The job pump as it ships, with everything it does: claims, asset store, receipts, settlements.
final class DiptychWork implements Work {
    /// Images that differ in their last bytes, as a provider's do.
    private static final class Provider implements ImageProvider {
        private final Task task;
        private final Line line;
        private final byte[] image;
        private final AtomicLong made = new AtomicLong(System.nanoTime());

        Provider(Task task, Line line) {
            this.task = task;
            this.line = line;
            this.image = BenchImages.noise(task.imageBytes());
        }

        @Override
        public String name() {
            return "bench";
        }

        @Override
        public ProviderOutcome render(RenderCall call) {
            String attemptId = call.attemptId();
            try {
                line.call(attemptId.substring(0, attemptId.lastIndexOf('.')), task.call());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new Failed(FailureCode.CANCELLED, Billing.UNKNOWN, "interrupted", null, null, null);
            }
            // What follows the end of a PNG is no part of its picture.
            byte[] own = ByteBuffer.allocate(image.length + Long.BYTES)
                    .put(image)
                    .putLong(made.incrementAndGet())
                    .array();
            return new Rendered(own, "image/png", null, "bench", null);
        }
    }

    @Override
    public void run(Task task, Line line, StopSignal stop) throws InterruptedException, MissingPrerequisiteException {
        try (EventCodec codec = new EventCodec(task.registry())) {
            WorkerParts parts = new WorkerParts(
                    new Topics(task.prefix()),
                    new KafkaSettings(task.bootstrap()),
                    codec,
                    AssetStores.open(task.assets(), null, "us-east-1"),
                    InstantSource.system(),
                    KafkaTracing.off(),
                    new WorkerMeters(new SimpleMeterRegistry()));
            JobPump pump = new JobPump(
                    new WorkerIdentity(task.prefix(), Task.MODEL, task.worker()),
                    settings(task.slots(), task.settings()),
                    parts,
                    new Provider(task, line));
            line.joining();
            pump.run(stop);
        }
    }

    /// Settings of a worker.
    ///
    /// @param further keys below `diptych.worker.`
    static WorkerProperties settings(int slots, Map<String, String> further) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        source.put("diptych.worker.models", Task.MODEL);
        source.put("diptych.worker.slots", slots);
        further.forEach((key, value) -> source.put("diptych.worker." + key, value));
        return new Binder(source)
                .bind("diptych.worker", Bindable.of(WorkerProperties.class))
                .get();
    }
}
