package io.diptych.benchmarks.workers;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.workload.StopSignal;
import io.diptych.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/// The container that `@KafkaListener(concurrency = partitions)` makes. With the default of 500 records
/// a poll such slow calls would outlast `max.poll.interval.ms`, so it polls one at a time.
final class SpringWork implements Work {
    /// Setting with the number of partitions, which is the concurrency.
    static final String CONCURRENCY = "concurrency";

    @Override
    public void run(Task task, Line line, StopSignal stop) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(new KafkaSettings(task.bootstrap()).consumer(task.group()));
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        ContainerProperties properties = new ContainerProperties(
                new Topics(task.prefix()).jobs(Task.MODEL).name());
        properties.setAckMode(ContainerProperties.AckMode.RECORD);
        properties.setMessageListener((MessageListener<byte[], byte[]>) record -> call(line, task, record));
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(settings), properties);
        container.setConcurrency(Integer.parseInt(task.settings().getOrDefault(CONCURRENCY, "1")));
        line.joining();
        container.start();
        stop.await();
        container.stop();
    }

    private static void call(Line line, Task task, ConsumerRecord<byte[], byte[]> record) {
        try {
            line.call(new String(record.key(), StandardCharsets.UTF_8), task.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("call was interrupted", e);
        }
    }
}
