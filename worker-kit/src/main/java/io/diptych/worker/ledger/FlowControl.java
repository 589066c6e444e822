package io.diptych.worker.ledger;

import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pauses and resumes the reading of a group member. A partition may go between being named and being paused: the
/// client then throws, and there is nothing left to do.
public final class FlowControl {
    private static final Logger log = LoggerFactory.getLogger(FlowControl.class);

    private FlowControl() {}

    /// Reads nothing more for now. The group's news still arrive.
    public static void pause(Consumer<?, ?> consumer) {
        for (TopicPartition partition : Set.copyOf(consumer.assignment())) {
            pause(consumer, partition);
        }
    }

    /// Reads nothing more of a partition for now.
    public static void pause(Consumer<?, ?> consumer, TopicPartition partition) {
        whileOurs(partition, () -> consumer.pause(Set.of(partition)));
    }

    /// Reads on in a partition.
    public static void resume(Consumer<?, ?> consumer, TopicPartition partition) {
        whileOurs(partition, () -> consumer.resume(Set.of(partition)));
    }

    /// Reads on.
    public static void resume(Consumer<?, ?> consumer) {
        for (TopicPartition partition : Set.copyOf(consumer.paused())) {
            resume(consumer, partition);
        }
    }

    private static void whileOurs(TopicPartition partition, Runnable change) {
        try {
            change.run();
        } catch (IllegalStateException e) {
            log.atDebug().addKeyValue("partition", partition).log("partition has gone");
        }
    }
}
