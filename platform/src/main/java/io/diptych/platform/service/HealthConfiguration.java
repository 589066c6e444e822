package io.diptych.platform.service;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.workload.WorkloadRunner;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Health of what a service needs. The readiness group names the contributors; see `diptych.yaml`.
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    BrokerHealth brokerHealthIndicator(KafkaSettings kafka) {
        return new BrokerHealth(kafka);
    }

    @Bean
    RegistryHealth registryHealthIndicator(DiptychProperties properties) {
        return new RegistryHealth(properties.registry().url());
    }

    @Bean
    HealthIndicator assetStoreHealthIndicator(AssetStore assets) {
        return new AssetStoreHealth(assets);
    }

    @Bean
    HealthIndicator workloadsHealthIndicator(WorkloadRunner runner) {
        return new WorkloadsHealth(runner::states);
    }
}
