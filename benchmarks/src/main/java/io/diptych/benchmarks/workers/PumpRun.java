package io.diptych.benchmarks.workers;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.events.GenerationJob;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.StopSignal;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerMeters;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.pump.JobPump;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The job pump under a load that waits for it from the beginning, against a provider in this process.
final class PumpRun {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /// What came of it.
    ///
    /// @param threads platform threads of this process while all slots were busy
    /// @param heapMb  heap in use then, after a collection
    record Figures(double steady, double overall, Duration ramp, int paidTwice, int threads, long heapMb) {}

    private final EmbeddedInfrastructure infrastructure;
    private final Path assets;
    private final byte[] image;

    PumpRun(EmbeddedInfrastructure infrastructure, Path assets, byte[] image) {
        this.infrastructure = infrastructure;
        this.assets = assets;
        this.image = image;
    }

    Figures run(String prefix, Load load) throws InterruptedException, TimeoutException {
        String model = "bench-model";
        KafkaSettings kafka = new KafkaSettings(infrastructure.kafkaBootstrap());
        Topics topics = new Topics(prefix);
        BusySlots provider = new BusySlots(image, load.duration());
        try (EventCodec codec = new EventCodec(infrastructure.registryUrl());
                Provisioning provisioning =
                        new Provisioning(kafka, new SchemaRegistration(infrastructure.registryUrl()))) {
            List<Topic<?>> needed = new ArrayList<>(topics.ofModel(model));
            needed.addAll(List.of(topics.results(), topics.health(), topics.cancellations()));
            provisioning.topics(needed);
            publish(kafka, codec, topics.jobs(model), model, load.jobs());
            WorkerParts parts = new WorkerParts(
                    topics,
                    kafka,
                    codec,
                    AssetStores.open(assets.toUri(), null, "us-east-1"),
                    InstantSource.system(),
                    KafkaTracing.off(),
                    new WorkerMeters(new SimpleMeterRegistry()));
            List<Thread> threads = new ArrayList<>();
            StopSignal stop = new StopSignal();
            for (int i = 0; i < load.workers(); i++) {
                JobPump pump = new JobPump(
                        new WorkerIdentity(prefix, model, "bench-" + i),
                        settings(model, load.slots() / load.workers()),
                        parts,
                        provider);
                pump.provision(provisioning);
                threads.add(Thread.ofPlatform().name(pump.name()).start(() -> {
                    try {
                        pump.run(stop);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            try {
                return measured(provider, load);
            } finally {
                stop.stop();
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }
    }

    private static Figures measured(BusySlots provider, Load load) throws InterruptedException, TimeoutException {
        Instant giveUp = Instant.now().plus(load.ideal()).plus(PATIENCE);
        await(provider, Math.min(load.jobs(), load.slots() * 2), giveUp);
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        System.gc();
        long heapMb = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        await(provider, load.jobs(), giveUp);
        Thread.sleep(load.duration().plusMillis(500));
        return new Figures(
                provider.steadyUtilisation(load.slots()),
                provider.overallUtilisation(load.slots()),
                provider.ramp(load.slots()),
                provider.boughtTwice(),
                threads,
                heapMb);
    }

    private static void await(BusySlots provider, int calls, Instant giveUp)
            throws InterruptedException, TimeoutException {
        while (provider.calls() < calls) {
            if (Instant.now().isAfter(giveUp)) {
                throw new TimeoutException(
                        provider.calls() + " of " + calls + " calls began in time, must be all of them");
            }
            Thread.sleep(20);
        }
    }

    private static void publish(
            KafkaSettings kafka, EventCodec codec, Topic<GenerationJob> topic, String model, int jobs) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("bench"))) {
            for (int i = 0; i < jobs; i++) {
                var _ = producer.send(
                        codec.record(topic, BenchJobs.job("r" + i, model, Instant.now()), new RecordHeaders()));
            }
            producer.flush();
        }
    }

    private static WorkerProperties settings(String model, int slots) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        source.put("diptych.worker.models", model);
        source.put("diptych.worker.slots", slots);
        source.put("diptych.worker.buffer", slots * 2);
        return new Binder(source)
                .bind("diptych.worker", Bindable.of(WorkerProperties.class))
                .get();
    }
}
