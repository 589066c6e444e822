package io.diptych.platform.workload;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/// Asks a member of a KIP-848 group for records, and gives it up once no broker answers any more.
///
/// In Kafka 4.2 a member that looks for its coordinator and finds no broker turns in circles: a request that cannot be
/// sent yet counts as sent, its pause as over (`CoordinatorRequestManager.poll`), so that the background thread takes a
/// whole core until a broker is there, whatever the settings. Closing the member ends that. For one consumer and one
/// thread.
public final class Polling {
    private static final String SINCE_HEARTBEAT = "last-heartbeat-seconds-ago";
    /// Six intervals that a broker asks for unless it is told otherwise, and less than the 45 s after which the group
    /// has given the member up.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;
    private @Nullable Metric sinceHeartbeat;

    public Polling(Consumer<byte[], byte[]> consumer) {
        this(consumer, PATIENCE);
    }

    /// @param patience longer than the time between two heartbeats, of which a broker wants one every five seconds
    ///                 unless the group is set otherwise
    public Polling(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /// Records, as soon as there are some.
    ///
    /// @param atMost how long it takes where there are none
    /// @throws MissingPrerequisiteException when no broker has answered for too long, and the consumer is closed
    public ConsumerRecords<byte[], byte[]> poll(Duration atMost) throws MissingPrerequisiteException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(atMost);
        if (records.isEmpty() && isAlone()) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw new MissingPrerequisiteException(
                    "no broker has answered for " + patience.toSeconds() + " s, must answer (diptych.kafka.bootstrap)");
        }
        return records;
    }

    private boolean isAlone() {
        if (sinceHeartbeat == null) {
            sinceHeartbeat = consumer.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals(SINCE_HEARTBEAT))
                    .findFirst()
                    .orElse(null);
        }
        return sinceHeartbeat != null
                && sinceHeartbeat.metricValue() instanceof Number seconds
                && seconds.doubleValue() >= patience.toSeconds();
    }
}
