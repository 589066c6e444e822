package io.diptych.benchmarks;

import io.diptych.platform.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// The peer: one record of 2 KB, published with all acknowledgements and read back, nothing done with it.
final class BareHop {
    private static final String TOPIC = "benchmark.hop";
    private static final int BYTES = 2_000;

    private final KafkaSettings kafka;

    BareHop(String bootstrap) {
        this.kafka = new KafkaSettings(bootstrap);
    }

    /// Measures one hop after another.
    Quantiles measure(int warmUp, int measured) throws Exception {
        try (Admin admin = Admin.create(kafka.admin())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        List<Long> nanos = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(withoutLinger(kafka.producer("benchmark-hop")));
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader("benchmark-hop"))) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            consumer.poll(Duration.ofMillis(100));
            for (int i = 0; i < warmUp + measured; i++) {
                long begin = System.nanoTime();
                var _ = producer.send(new ProducerRecord<>(TOPIC, new byte[BYTES]));
                while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                    Thread.onSpinWait();
                }
                if (i >= warmUp) {
                    nanos.add(System.nanoTime() - begin);
                }
            }
        }
        return Quantiles.ofNanos(nanos);
    }

    private static Map<String, Object> withoutLinger(Map<String, Object> settings) {
        settings.put("linger.ms", 0);
        return settings;
    }
}
