package io.diptych.cost.kafka;

import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/// Runs the topology until it is told to stop, or until a stream thread dies: then it throws what killed it, and is
/// started anew
/// from the last commit.
public final class CostStreams implements Workload {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int SESSION_MILLIS = 10_000;

    private final Supplier<Topology> topology;
    private final Map<String, Object> settings;
    private final Duration grace;
    private final PlatformMeters meters;

    /// @param settings of Kafka Streams
    /// @param grace    how long closing may take
    public CostStreams(
            Supplier<Topology> topology, Map<String, Object> settings, Duration grace, PlatformMeters meters) {
        this.topology = topology;
        this.settings = new HashMap<>(settings);
        // One that was killed leaves its partitions to another within seconds, not within the default 45.
        this.settings.putIfAbsent(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        this.grace = grace;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "cost.topology";
    }

    @Override
    public void run(StopSignal stop) throws Exception {
        AtomicReference<@Nullable Throwable> death = new AtomicReference<>();
        KafkaStreams streams = new KafkaStreams(topology.get(), new StreamsConfig(settings));
        try (PlatformMeters.Watch _ = meters.watch(streams)) {
            streams.setUncaughtExceptionHandler(thrown -> {
                death.compareAndSet(null, thrown);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            while (!stop.await(LOOK_EVERY)) {
                if (streams.state().hasCompletedShutdown()) {
                    throw new IllegalStateException("topology of cost accounting died: " + death.get(), death.get());
                }
            }
        } finally {
            streams.close(CloseOptions.timeout(grace)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }
}
