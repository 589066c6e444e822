package io.diptych.quality.kafka;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Polling;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionAbortableException;

/// Judges `image.results`, as many at a time as there are decoders, each for itself: what has ended is committed at the
/// next turn, however long its neighbours take. Endings and progress ([Window]) are one transaction, so that every
/// result ends once, whatever crashes: what was not committed is read and judged again, by whoever owns the partition.
///
/// It throws when the asset store or the registry does not answer: the result in question is not committed then, and
/// the workload is started again.
public final class QaWorkload implements Workload {
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration BUSY = Duration.ofMillis(5);

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
    public void run(StopSignal stop) throws InterruptedException, MissingPrerequisiteException {
        Map<String, Object> reading = kafka.consumer(group.id());
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, group.batch());
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka.transactionalProducer(group.transactionalId()));
                PlatformMeters.Watch _ = meters.watch(consumer);
                PlatformMeters.Watch _ = meters.watch(producer);
                Decoders decoders = new Decoders(desk, group.threads())) {
            producer.initTransactions();
            Progress progress = new Progress(consumer);
            Polling polling = new Polling(consumer);
            consumer.subscribe(List.of(group.topic()), progress);
            while (!stop.isStopped()) {
                turn(consumer, polling, producer, decoders, progress);
            }
        }
    }

    private void turn(
            Consumer<byte[], byte[]> consumer,
            Polling polling,
            Producer<byte[], byte[]> producer,
            Decoders decoders,
            Progress progress)
            throws MissingPrerequisiteException {
        progress.hold(group.batch());
        for (ConsumerRecord<byte[], byte[]> record : polling.poll(progress.isIdle() ? IDLE : BUSY)) {
            if (progress.begin(record)) {
                decoders.begin(record, progress.epoch(record));
            }
        }
        List<Ending> ended = progress.end(decoders.ended());
        if (ended.isEmpty()) {
            return;
        }
        try {
            commit(consumer, producer, ended, progress.offsets());
            ended.forEach(endings::committed);
        } catch (CommitFailedException | TransactionAbortableException e) {
            producer.abortTransaction();
            progress.startOver();
            endings.refused(ended.size(), e);
        }
    }

    private static void commit(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            List<Ending> ended,
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        producer.beginTransaction();
        for (Ending ending : ended) {
            for (ProducerRecord<byte[], byte[]> record : ending.records()) {
                // What fails to be sent fails the commit.
                Future<RecordMetadata> _ = producer.send(record);
            }
        }
        producer.sendOffsetsToTransaction(new HashMap<>(offsets), consumer.groupMetadata());
        producer.commitTransaction();
    }
}
