package io.diptych.quality.kafka;

import io.diptych.events.AcceptThreshold;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.calibration.Thresholding;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the thresholds in force as they are published, from the beginning of their topic.
public final class GateFollower implements Workload {
    private static final Logger log = LoggerFactory.getLogger(GateFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaSettings kafka;
    private final EventFormat format;
    private final Topic<AcceptThreshold> topic;
    private final Gates gates;

    public GateFollower(KafkaSettings kafka, EventFormat format, Topic<AcceptThreshold> topic, Gates gates) {
        this.kafka = kafka;
        this.format = format;
        this.topic = topic;
        this.gates = gates;
    }

    @Override
    public String name() {
        return "qa.thresholds";
    }

    @Override
    public void run(StopSignal stop) {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader("qa-thresholds"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stop.isStopped()) {
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (format.decode(topic, record.key(), record.value())) {
            case Readable<AcceptThreshold>(var _, var threshold) -> {
                gates.set(threshold.getProfile(), Thresholding.gate(threshold));
                log.atInfo()
                        .addKeyValue("profile", threshold.getProfile())
                        .addKeyValue("version", threshold.getProfileVersion())
                        .addKeyValue("threshold", threshold.getThreshold())
                        .addKeyValue("audits", threshold.getAudits())
                        .log("accept threshold in force");
            }
            case Unreadable<AcceptThreshold>(var reason) ->
                log.atWarn()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("error", reason)
                        .log("accept threshold cannot be read, the one before holds");
        }
    }
}
