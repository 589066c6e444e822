package io.diptych.worker;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.service.DiptychProperties;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.Workload;
import io.diptych.schemas.Topics;
import io.diptych.worker.batch.BatchCollector;
import io.diptych.worker.batch.CollectorProperties;
import io.diptych.worker.batch.Supply;
import io.diptych.worker.prompt.PromptWriter;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.LongOperations;
import io.diptych.worker.pump.JobPump;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What a worker's application imports: for each of its models a pump, and a batch collector where the provider has
/// batches.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WorkerProperties.class, CollectorProperties.class})
public class WorkerConfiguration {

    @Bean
    WorkerMeters workerMeters(MeterRegistry registry) {
        return new WorkerMeters(registry);
    }

    @Bean
    WorkerParts workerParts(
            Topics topics,
            KafkaSettings kafka,
            EventCodec codec,
            AssetStore assets,
            InstantSource clock,
            KafkaTracing tracing,
            WorkerMeters meters) {
        return new WorkerParts(topics, kafka, codec, assets, clock, tracing, meters);
    }

    @Bean
    List<Workload> workerWorkloads(
            DiptychProperties deployment,
            WorkerProperties settings,
            WorkerParts parts,
            ImageProvider images,
            CollectorProperties times,
            ObjectProvider<BatchProvider> batches,
            ObjectProvider<LongOperations> operations) {
        PromptWriter.check();
        String workerId = workerId(settings.id());
        @Nullable BatchProvider batch = batches.getIfAvailable();
        @Nullable LongOperations films = operations.getIfAvailable();
        List<Workload> workloads = new ArrayList<>();
        for (String model : settings.models()) {
            WorkerIdentity identity = new WorkerIdentity(deployment.topicPrefix(), model, workerId);
            if (films != null && films.makes().test(settings.modelIds().getOrDefault(model, model))) {
                workloads.add(new BatchCollector(
                        identity, settings, times, Supply.OPERATIONS, parts, images.name(), films.provider()));
                continue;
            }
            workloads.add(new JobPump(identity, settings, parts, images));
            if (batch != null) {
                workloads.add(
                        new BatchCollector(identity, settings, times, Supply.BATCHES, parts, images.name(), batch));
            }
        }
        return workloads;
    }

    private static String workerId(@Nullable String configured) {
        return configured == null
                ? hostName() + "-" + UUID.randomUUID().toString().substring(0, 8)
                : configured;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
