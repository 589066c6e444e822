package io.diptych.platform.workload;

import io.diptych.platform.metrics.PlatformMeters;
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

/// Runs a topology until it is told to stop, or until a stream thread dies: then it throws what killed it, and is
/// started anew from the last commit.
public final class TopologyWorkload implements Workload {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int SESSION_MILLIS = 10_000;

    private final String name;
    private final Supplier<Topology> topology;
    private final Map<String, Object> settings;
    private final PlatformMeters meters;
    private final Duration grace;

    /// @param name     of the workload, for example `router.topology`
    /// @param settings of Kafka Streams
    /// @param grace    how long closing may take
    public TopologyWorkload(
            String name,
            Supplier<Topology> topology,
            Map<String, Object> settings,
            PlatformMeters meters,
            Duration grace) {
        this.name = name;
        this.topology = topology;
        this.settings = new HashMap<>(settings);
        // One that was killed leaves its partitions to another within seconds, not within the default 45.
        this.settings.putIfAbsent(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        this.meters = meters;
        this.grace = grace;
    }

    @Override
    public String name() {
        return name;
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
                    throw new IllegalStateException(name + " died: " + death.get(), death.get());
                }
            }
        } finally {
            streams.close(CloseOptions.timeout(grace)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }
}
