package io.diptych.benchmarks.workers;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.workload.StopSignal;
import io.diptych.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;

/// A share group (KIP-932): for every slot a consumer on a thread of its own, which fetches one record
/// and acknowledges it when its call has ended.
final class ShareGroupWork implements Work {
    private static final Duration POLL = Duration.ofMillis(200);

    @Override
    public void run(Task task, Line line, StopSignal stop) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(new KafkaSettings(task.bootstrap()).shareConsumer(task.group()));
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        line.joining();
        List<Thread> consumers = new ArrayList<>();
        for (int i = 0; i < task.slots(); i++) {
            consumers.add(Thread.ofPlatform().name("share-" + i).start(() -> consume(settings, task, line, stop)));
        }
        for (Thread consumer : consumers) {
            consumer.join();
        }
    }

    private static void consume(Map<String, Object> settings, Task task, Line line, StopSignal stop) {
        try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(settings)) {
            consumer.subscribe(
                    List.of(new Topics(task.prefix()).jobs(Task.MODEL).name()));
            while (!stop.isStopped()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    line.call(new String(record.key(), StandardCharsets.UTF_8), task.call());
                    consumer.acknowledge(record, AcknowledgeType.ACCEPT);
                }
                var _ = consumer.commitSync();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
