package io.diptych.worker.batch;

import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.schemas.Topics;
import io.diptych.worker.WorkerMeters;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A batch of one job from its submission to its end, as a collector's courier carries it, for tests of adapters.
public final class BatchTrip {
    /// Nobody is there: a courier neither reads nor writes topics.
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private BatchTrip() {}

    /// What came of it.
    ///
    /// @param submissions how often the provider was asked to take the batch
    public record Made(Receipt receipt, int submissions) {}

    /// Carries it; the batch has the attempt's id for its key.
    public static Made carry(
            BatchProvider provider, String model, String requestId, UnaryOperator<GenerationJob.Builder> job)
            throws InterruptedException {
        AtomicInteger submissions = new AtomicInteger();
        WorkerProperties settings = Settings.of(model, 1, Duration.ofSeconds(30), Duration.ofSeconds(2));
        try (EventCodec codec = new EventCodec(NOWHERE)) {
            WorkerParts parts = new WorkerParts(
                    new Topics("trip."),
                    new KafkaSettings("127.0.0.1:1"),
                    codec,
                    new FakeAssets(),
                    InstantSource.system(),
                    KafkaTracing.off(),
                    new WorkerMeters(new SimpleMeterRegistry()));
            Courier courier = new Courier(
                    model,
                    settings,
                    settings.batch(),
                    CollectorProperties.defaults(),
                    Supply.BATCHES,
                    parts,
                    counting(provider, submissions),
                    _ -> false,
                    new Semaphore(1));
            List<Step> steps = new ArrayList<>();
            courier.carry(
                    batch(job.apply(Jobs.job(requestId, model, Lane.BATCH)).build()), steps::add);
            Step.Ended ended = (Step.Ended) steps.getLast();
            return new Made(ended.settlements().getFirst().receipt(), submissions.get());
        }
    }

    private static OpenBatch batch(GenerationJob job) {
        Instant now = Instant.now();
        Claim claim = new Claim(job, 0, "w-1", now, now.plusSeconds(600), job.getAttemptId(), new RecordHeaders());
        return new OpenBatch(job.getAttemptId(), 0, List.of(claim), "w-1", now, now.plusSeconds(60), null, true);
    }

    private static BatchProvider counting(BatchProvider provider, AtomicInteger submissions) {
        return new BatchProvider() {
            @Override
            public String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException {
                var _ = submissions.incrementAndGet();
                return provider.submit(batchKey, model, calls);
            }

            @Override
            public Optional<String> find(String batchKey) throws BatchException {
                return provider.find(batchKey);
            }

            @Override
            public boolean canFind() {
                return provider.canFind();
            }

            @Override
            public void cancel(String providerBatchId) throws BatchException {
                provider.cancel(providerBatchId);
            }

            @Override
            public Progress poll(String providerBatchId) throws BatchException {
                return provider.poll(providerBatchId);
            }
        };
    }
}
