package io.diptych.quality.kafka;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TransactionAbortableException;

/// Judges `image.results`, batch by batch. The endings of a batch and its offsets are committed in one transaction, so
/// that
/// every result ends once, whatever crashes: what was not committed is read and judged again, by whoever owns the
/// partition.
///
/// It throws when the asset store or the registry does not answer: nothing is committed then, and it is started again.
public final class QaWorkload implements Workload {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings kafka;
    private final ResultDesk desk;
    private final QaGroup group;
    private final EndingLog endings;
    private final PlatformMeters meters;

    public QaWorkload(KafkaSettings kafka, QaGroup group, ResultDesk desk, EndingLog endings, PlatformMeters meters) {
        this.kafka = kafka;
        this.group = group;
        this.desk = desk;
        this.endings = endings;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "qa.results";
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        Map<String, Object> reading = kafka.consumer(group.id());
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, group.batch());
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka.transactionalProducer(group.transactionalId()));
                PlatformMeters.Watch _ = meters.watch(consumer);
                PlatformMeters.Watch _ = meters.watch(producer);
                ResultBatch batch = new ResultBatch(desk, group.threads())) {
            producer.initTransactions();
            consumer.subscribe(List.of(group.topic()));
            while (!stop.isStopped()) {
                turn(consumer, producer, batch);
            }
        }
    }

    private void turn(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, ResultBatch batch)
            throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        List<Ending> ended = batch.end(records);
        try {
            commit(consumer, producer, records, ended);
            ended.forEach(endings::committed);
        } catch (CommitFailedException | TransactionAbortableException e) {
            producer.abortTransaction();
            rewind(consumer, records);
            endings.refused(ended.size(), e);
        }
    }

    private static void commit(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            ConsumerRecords<byte[], byte[]> records,
            List<Ending> ended) {
        producer.beginTransaction();
        for (Ending ending : ended) {
            for (ProducerRecord<byte[], byte[]> record : ending.records()) {
                // What fails to be sent fails the commit.
                Future<RecordMetadata> _ = producer.send(record);
            }
        }
        producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
        producer.commitTransaction();
    }

    /// Reads the batch again, as far as its partitions are still ours.
    private static void rewind(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        records.partitions().stream()
                .filter(consumer.assignment()::contains)
                .forEach(partition -> consumer.seek(
                        partition, records.records(partition).getFirst().offset()));
    }
}
