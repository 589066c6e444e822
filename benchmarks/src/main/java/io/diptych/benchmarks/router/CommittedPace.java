package io.diptych.benchmarks.router;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// How fast a group gets through a topic, by the offsets that it commits: the same measure for everybody, and nothing
/// counts before it is committed.
final class CommittedPace {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final Admin admin;
    private final String topic;

    CommittedPace(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /// Records a second, from when the group has passed `warmUp` records until it has passed all `records` of them.
    double measure(String group, long warmUp, long records) throws InterruptedException {
        long from = await(group, warmUp);
        long begin = System.nanoTime();
        await(group, records);
        return (records - from) * 1e9 / (System.nanoTime() - begin);
    }

    private long await(String group, long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        long seen;
        while ((seen = committed(group)) < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "group " + group + " passed " + seen + " of " + wanted + " records within " + AT_MOST);
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return seen;
    }

    private long committed(String group) throws InterruptedException {
        try {
            Collection<java.util.Map.Entry<TopicPartition, OffsetAndMetadata>> offsets = admin.listConsumerGroupOffsets(
                            group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet();
            return offsets.stream()
                    .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            // The group is not there yet.
            return 0;
        }
    }
}
