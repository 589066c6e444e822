package io.diptych.benchmarks.router;

import io.diptych.platform.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/// The peer: Kafka Streams under exactly-once with the router's settings, which does nothing but copy.
final class BareCopy implements AutoCloseable {
    private final KafkaStreams streams;

    private BareCopy(KafkaStreams streams) {
        this.streams = streams;
    }

    /// Copies each record as it is.
    static BareCopy ofRecords(KafkaSettings kafka, String group, Path state, String from, String to) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to(to, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return start(builder, kafka, group, state);
    }

    /// Writes for each record what the router writes for one: the same records, to as many topics and partitions, or to
    /// fewer.
    ///
    /// @param output for each request in turn
    static BareCopy ofOutput(
            KafkaSettings kafka, String group, Path state, String from, List<List<RouterOutput.Written>> output) {
        StreamsBuilder builder = new StreamsBuilder();
        int[] next = {0};
        builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .flatMapValues(_ -> {
                    next[0] = next[0] + 1 == output.size() ? 0 : next[0] + 1;
                    return output.get(next[0]);
                })
                .to(
                        (_, written, _) -> written.topic(),
                        Produced.with(Serdes.ByteArray(), Serdes.serdeFrom((_, written) -> written.value(), (_, _) -> {
                            throw new UnsupportedOperationException("written only");
                        })));
        return start(builder, kafka, group, state);
    }

    private static BareCopy start(StreamsBuilder builder, KafkaSettings kafka, String group, Path state) {
        Properties settings = new Properties();
        settings.putAll(kafka.streams(group, state.resolve(group).toString()));
        KafkaStreams streams = new KafkaStreams(builder.build(), settings);
        streams.start();
        return new BareCopy(streams);
    }

    @Override
    public void close() {
        streams.close();
    }
}
