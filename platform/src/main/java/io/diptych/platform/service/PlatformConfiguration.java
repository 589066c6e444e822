package io.diptych.platform.service;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.workload.KafkaPrerequisites;
import io.diptych.platform.workload.Prerequisites;
import io.diptych.platform.workload.Workload;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.schemas.Topics;
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
    Prerequisites prerequisites(DiptychProperties properties, KafkaSettings kafka, Topics topics) {
        return new KafkaPrerequisites(
                kafka, properties.registry().url(), topics.all(properties.models()), properties.provision());
    }

    @Bean
    WorkloadRunner workloadRunner(
            List<Workload> workloads, Prerequisites prerequisites, InstantSource clock, DiptychProperties properties) {
        return new WorkloadRunner(workloads, prerequisites, clock, properties.shutdownGrace());
    }
}
