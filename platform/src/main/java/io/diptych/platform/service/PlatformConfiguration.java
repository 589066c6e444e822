package io.diptych.platform.service;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.KafkaPrerequisites;
import io.diptych.platform.workload.Prerequisites;
import io.diptych.platform.workload.Workload;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The beans that every service has.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DiptychProperties.class)
@Import(HealthConfiguration.class)
public class PlatformConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Topics topics(DiptychProperties properties) {
        return new Topics(properties.topicPrefix());
    }

    @Bean
    KafkaSettings kafkaSettings(DiptychProperties properties) {
        return new KafkaSettings(
                properties.kafka().bootstrap(), properties.kafka().properties());
    }

    @Bean
    EventCodec eventCodec(DiptychProperties properties) {
        return new EventCodec(properties.registry().url());
    }

    @Bean
    AssetStore assetStore(DiptychProperties properties) {
        DiptychProperties.Assets assets = properties.assets();
        return AssetStores.open(assets.root(), assets.endpoint(), assets.region());
    }

    @Bean
    KafkaTracing kafkaTracing(Tracer tracer, Propagator propagator) {
        return new KafkaTracing(tracer, propagator);
    }

    @Bean
    PlatformMeters platformMeters(MeterRegistry registry) {
        return new PlatformMeters(registry);
    }

    @Bean
    Prerequisites prerequisites(DiptychProperties properties, KafkaSettings kafka, Topics topics) {
        return new KafkaPrerequisites(
                kafka, properties.registry().url(), topics.all(properties.models()), properties.provision());
    }

    @Bean
    WorkloadRunner workloadRunner(
            List<Workload> workloads,
            Prerequisites prerequisites,
            InstantSource clock,
            DiptychProperties properties,
            PlatformMeters meters) {
        WorkloadRunner runner = new WorkloadRunner(workloads, prerequisites, clock, properties.shutdownGrace());
        workloads.forEach(workload -> meters.workload(
                workload.name(), () -> runner.state(workload.name()).level()));
        return runner;
    }
}
