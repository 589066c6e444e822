package io.diptych.worker.pump;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.worker.ledger.HighWatermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the jobs that wait in our partitions: those that were read ahead, and the records after them.
/// The sum over the workers of a model is what waits for it. Asks the broker now and then, and never
/// waits for it.
final class Backlog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final HighWatermarks ends;
    private final LongConsumer show;
    private Map<TopicPartition, Future<Long>> asked = Map.of();
    private Instant askAt = Instant.MIN;

    Backlog(KafkaSettings kafka, LongConsumer show) {
        this.ends = new HighWatermarks(kafka);
        this.show = show;
    }

    /// Goes on a little.
    ///
    /// @param ours      partitions that are assigned to us
    /// @param positions offset of the next record that will be read, as far as it is known; a partition of which it
    ///                  is not counts when it is
    /// @param buffered  jobs that were read ahead
    void step(
            Instant now,
            Collection<TopicPartition> ours,
            Function<TopicPartition, OptionalLong> positions,
            int buffered) {
        if (!asked.isEmpty() && asked.values().stream().allMatch(Future::isDone)) {
            long unread = 0;
            for (Map.Entry<TopicPartition, Future<Long>> answer : asked.entrySet()) {
                if (ours.contains(answer.getKey())) {
                    OptionalLong position = positions.apply(answer.getKey());
                    unread += position.isPresent() ? Math.max(0, end(answer.getValue()) - position.getAsLong()) : 0;
                }
            }
            asked = Map.of();
            show.accept(unread + buffered);
        } else if (ours.isEmpty()) {
            show.accept(0);
        }
        if (!now.isBefore(askAt) && asked.isEmpty()) {
            askAt = now.plus(INTERVAL);
            Map<TopicPartition, Future<Long>> next = new HashMap<>();
            ours.forEach(partition -> next.put(partition, ends.of(partition)));
            asked = next;
        }
    }

    private static long end(Future<Long> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            log.atDebug().addKeyValue("error", String.valueOf(e.getCause())).log("end of partition is not known");
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        ends.close();
    }
}
