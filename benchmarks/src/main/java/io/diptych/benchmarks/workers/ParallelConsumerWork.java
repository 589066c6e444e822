package io.diptych.benchmarks.workers;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.workload.StopSignal;
import io.diptych.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Confluent's parallel-consumer, which looks into the classic consumer and does not know the newer
/// group protocol.
final class ParallelConsumerWork implements Work {
    @Override
    public void run(Task task, Line line, StopSignal stop) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(new KafkaSettings(task.bootstrap()).consumer(task.group()));
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) Field.SESSION.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) Field.HEARTBEAT.toMillis());
        ParallelConsumerOptions<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(new KafkaConsumer<>(settings))
                .ordering(ProcessingOrder.UNORDERED)
                .maxConcurrency(task.slots())
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .build();
        ParallelStreamProcessor<byte[], byte[]> processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(new Topics(task.prefix()).jobs(Task.MODEL).name()));
        line.joining();
        processor.poll(context -> {
            try {
                line.call(new String(context.getSingleConsumerRecord().key(), StandardCharsets.UTF_8), task.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("call was interrupted", e);
            }
        });
        stop.await();
        processor.closeDontDrainFirst();
    }
}
