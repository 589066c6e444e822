package io.diptych.worker.cancel;

import io.diptych.events.Cancellation;
import io.diptych.events.GenerationJob;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.RegistryUnavailableException;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.ledger.HighWatermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What callers want no more. Read on by one thread; any may ask whether a job is cancelled.
///
/// [#ask] asks the broker how far the topic reaches, and [#catchUp] reads up to there: whatever the
/// broker had acknowledged before the one is known after the other. The pump asks before it takes jobs,
/// catches up before its claims are committed, and meanwhile writes them: a job that was cancelled
/// before is never bought.
public final class Cancellations implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cancellations.class);
    /// Jobs are kept for three days: an older cancellation has no job left.
    private static final Duration AS_LONG_AS_JOBS = Duration.ofDays(4);

    private static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(30);
    private static final Duration BRIEFLY = Duration.ofMillis(20);
    private static final int ALL = -1;

    /// One image of a request, or [#ALL].
    private record Wish(String tenant, int imageIndex) {}

    private final WorkerParts parts;
    private final Consumer<byte[], byte[]> consumer;
    private final HighWatermarks ends;
    private final Map<String, Set<Wish>> wishes = new ConcurrentHashMap<>();
    private Instant askAgainAt = Instant.MIN;
    private boolean hasNews;
    private boolean isBehind = true;
    private Map<TopicPartition, Future<Long>> asked = Map.of();

    /// @param clientId names the connection
    public Cancellations(WorkerParts parts, String clientId) {
        this.parts = parts;
        this.consumer = new KafkaConsumer<>(parts.kafka().reader(clientId));
        this.ends = new HighWatermarks(parts.kafka());
    }

    /// Whether the caller wants a job no more.
    public boolean isCancelled(GenerationJob job) {
        Set<Wish> found = wishes.get(job.getRequestId());
        return found != null
                && (found.contains(new Wish(job.getTenant(), ALL))
                        || found.contains(new Wish(job.getTenant(), job.getImageIndex())));
    }

    boolean isEmpty() {
        return wishes.isEmpty();
    }

    /// Whether anything of a job's request is wanted no more.
    boolean isAboutJob(String jobId) {
        return wishes.containsKey(requestOf(jobId));
    }

    /// The request of a job: its id has no `#`, and what follows may have several.
    static String requestOf(String jobId) {
        int end = jobId.indexOf('#');
        return end < 0 ? "" : jobId.substring(0, end);
    }

    /// Whether any came since this was asked last.
    public boolean hasNews() {
        boolean had = hasNews;
        hasNews = false;
        return had;
    }

    /// Takes what is there, without waiting.
    public void glance() {
        try {
            if (hasTopic()) {
                take(consumer.poll(Duration.ZERO));
            }
        } catch (TimeoutException e) {
            log.atDebug().addKeyValue("error", e.getMessage()).log("cancellations could not be read");
        }
    }

    /// Asks how far they reach now.
    ///
    /// @return false when broker or registry have not answered in time: nothing must be claimed then
    public boolean ask() {
        try {
            asked = hasTopic() ? endsOf(consumer.assignment()) : Map.of();
        } catch (TimeoutException e) {
            return unread(e);
        }
        return !isBehind || catchUp();
    }

    private Map<TopicPartition, Future<Long>> endsOf(Set<TopicPartition> partitions) {
        Map<TopicPartition, Future<Long>> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, ends.ofCommitted(partition)));
        return found;
    }

    /// Reads everything that was written before [#ask] was called last.
    ///
    /// @return false when broker or registry did not answer in time, so that nothing is certain
    public boolean catchUp() {
        Instant giveUp = parts.clock().instant().plus(AT_MOST);
        isBehind = true;
        try {
            for (Map.Entry<TopicPartition, Future<Long>> end : asked.entrySet()) {
                long wanted = end.getValue().get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
                while (consumer.position(end.getKey(), AT_MOST) < wanted) {
                    if (parts.clock().instant().isAfter(giveUp)) {
                        return false;
                    }
                    take(consumer.poll(BRIEFLY));
                }
            }
            isBehind = false;
            return true;
        } catch (TimeoutException | ExecutionException | java.util.concurrent.TimeoutException e) {
            return unread(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean unread(Exception e) {
        log.atWarn()
                .addKeyValue("error", String.valueOf(e.getMessage()))
                .log("cancellations could not be read, nothing is claimed");
        return false;
    }

    /// Finds the partitions once. A cluster without the topic has no cancellations.
    private boolean hasTopic() {
        if (!consumer.assignment().isEmpty()) {
            return true;
        }
        Instant now = parts.clock().instant();
        if (now.isBefore(askAgainAt)) {
            return false;
        }
        String topic = parts.topics().cancellations().name();
        if (!consumer.listTopics(AT_MOST).containsKey(topic)) {
            askAgainAt = now.plus(ASK_AGAIN);
            return false;
        }
        List<TopicPartition> partitions = consumer.partitionsFor(topic, AT_MOST).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        seekToThoseOfPresentJobs(partitions, now.minus(AS_LONG_AS_JOBS));
        return true;
    }

    private void seekToThoseOfPresentJobs(List<TopicPartition> partitions, Instant since) {
        Map<TopicPartition, Long> moments = new HashMap<>();
        partitions.forEach(partition -> moments.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(moments, AT_MOST);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            if (first == null) {
                consumer.seekToEnd(Set.of(partition));
            } else {
                consumer.seek(partition, first.offset());
            }
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                try {
                    take(record);
                } catch (RegistryUnavailableException _) {
                    consumer.seek(partition, record.offset());
                    break;
                }
            }
        }
    }

    /// What cannot be read is the router's to bury; it cancels nothing.
    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (parts.codec().decode(parts.topics().cancellations(), record.key(), record.value())
                instanceof Reading.Readable<Cancellation>(var _, var wish)) {
            Integer index = wish.getImageIndex();
            wishes.computeIfAbsent(wish.getRequestId(), _ -> ConcurrentHashMap.newKeySet())
                    .add(new Wish(wish.getTenant(), index == null ? ALL : index));
            hasNews = true;
        }
    }

    @Override
    public void close() {
        consumer.close();
        ends.close();
    }
}
