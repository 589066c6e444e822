package io.diptych.quality.feedback;

import io.diptych.events.FeedbackCount;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.schemas.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// Counts what people do with images, by the model, rule and template version that made them, exactly once.
/// Outcomes say what made a job's image; outcomes and signals of a job are in partitions of the same number. A
/// signal that comes again within 90 days changes nothing.
public final class FeedbackTopology {
    static final String MEMORY = "feedback-memory";
    static final Duration REMEMBERED = Duration.ofDays(90);

    private final Topics topics;
    private final EventFormat format;

    public FeedbackTopology(Topics topics, EventFormat format) {
        this.topics = topics;
        this.format = format;
    }

    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<FeedbackCount> counts = format.serde(topics.feedbackCounts());
        builder.addStateStore(Stores.windowStoreBuilder(
                Stores.persistentWindowStore(MEMORY, REMEMBERED, REMEMBERED, false),
                Serdes.String(),
                Serdes.ByteArray()));
        Consumed<byte[], byte[]> bytes = Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
        builder.stream(topics.outcomes().name(), bytes.withName("feedback-outcomes"))
                .process(() -> new MakerListener(topics, format), Named.as("remember-makers"), MEMORY);
        builder.stream(topics.feedback().name(), bytes.withName("feedback-signals"))
                .process(() -> new SignalListener(topics, format), Named.as("count-signals"), MEMORY)
                .groupByKey(Grouped.<String, FeedbackCount>as("feedback-by-maker")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(counts))
                .reduce(
                        FeedbackCounts::sum,
                        Named.as("add-signals"),
                        Materialized.<String, FeedbackCount, KeyValueStore<Bytes, byte[]>>as("feedback-counts")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(counts))
                .toStream(Named.as("counts"))
                .to(
                        topics.feedbackCounts().name(),
                        Produced.with(Serdes.String(), counts).withName("feedback-counts-out"));
        return builder.build();
    }
}
