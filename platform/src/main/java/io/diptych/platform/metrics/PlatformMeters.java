package io.diptych.platform.metrics;

import io.diptych.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/// Every meter of platform.
public final class PlatformMeters {
    /// Gauge by `workload`: 1 while it runs, 0 while it waits for something or is stopped, -1 after it failed.
    public static final String WORKLOAD_STATE = "diptych.workload.state";
    /// Counter by `topic`: records that could not be read and went to the dead letters.
    public static final String DEAD_LETTERS = "diptych.dead.letters";

    private final MeterRegistry registry;

    public PlatformMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Counts a record of the topic that went to its dead letters.
    public void deadLetter(Topic<?> topic) {
        Counter.builder(DEAD_LETTERS)
                .description("Records that could not be read and went to the dead letters")
                .tag("topic", topic.name())
                .register(registry)
                .increment();
    }

    /// Shows where a workload stands.
    ///
    /// @param level 1 while it runs, 0 while it waits or is stopped, -1 after it failed
    public void workload(String name, IntSupplier level) {
        Gauge.builder(WORKLOAD_STATE, level::getAsInt)
                .description("1 while the workload runs, 0 while it waits or is stopped, -1 after it failed")
                .tag("workload", name)
                .register(registry);
    }

    /// Shows the Kafka client's own metrics until the returned handle is closed. Close it before the client.
    public Watch watch(Producer<?, ?> producer) {
        return bound(new KafkaClientMetrics(producer));
    }

    /// As [#watch(org.apache.kafka.clients.producer.Producer)].
    public Watch watch(Consumer<?, ?> consumer) {
        return bound(new KafkaClientMetrics(consumer));
    }

    /// As [#watch(org.apache.kafka.clients.producer.Producer)].
    public Watch watch(KafkaStreams streams) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        return metrics::close;
    }

    private Watch bound(KafkaClientMetrics metrics) {
        metrics.bindTo(registry);
        return metrics::close;
    }

    /// A client whose metrics are shown until this is closed.
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
