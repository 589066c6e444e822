package io.diptych.platform.service;

import io.diptych.platform.kafka.KafkaSettings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether a broker answers.
final class BrokerHealth implements HealthIndicator, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaSettings kafka;
    private @Nullable Admin admin;

    BrokerHealth(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public Health health() {
        try {
            int brokers = admin().describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                    .nodes()
                    .get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS)
                    .size();
            return Health.up().withDetail("brokers", brokers).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Missing.because("broker " + kafka.bootstrap() + " was not asked: interrupted");
        } catch (ExecutionException | TimeoutException e) {
            return Missing.because("broker " + kafka.bootstrap() + " does not answer");
        } catch (KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            return Missing.because("broker " + kafka.bootstrap() + " cannot be asked: " + reason.getMessage());
        }
    }

    // Made late: the client refuses an address that no name server knows yet.
    private synchronized Admin admin() {
        Admin client = admin;
        if (client == null) {
            client = Admin.create(kafka.admin());
            admin = client;
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
