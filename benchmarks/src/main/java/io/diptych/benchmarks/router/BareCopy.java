package io.diptych.benchmarks.router;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/// The peer: Kafka Streams under exactly-once, which does nothing but copy.
final class BareCopy implements AutoCloseable {
    private final KafkaStreams streams;

    private BareCopy(KafkaStreams streams) {
        this.streams = streams;
    }

    /// Copies each record as it is.
    static BareCopy ofRecords(Function<String, Map<String, Object>> settings, String group, String from, String to) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to(to, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return start(builder, settings.apply(group));
    }

    /// Writes for each record what the router writes for one: the same records, to as many topics and partitions, or to
    /// fewer.
    ///
    /// @param output for each request in turn
    static BareCopy ofOutput(
            Function<String, Map<String, Object>> settings,
            String group,
            String from,
            List<List<RouterOutput.Written>> output) {
        StreamsBuilder builder = new StreamsBuilder();
        AtomicInteger next = new AtomicInteger();
        builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .flatMapValues(_ -> output.get(Math.floorMod(next.getAndIncrement(), output.size())))
                .to(
                        (_, written, _) -> written.topic(),
                        Produced.with(Serdes.ByteArray(), Serdes.serdeFrom((_, written) -> written.value(), (_, _) -> {
                            throw new UnsupportedOperationException("written only");
                        })));
        return start(builder, settings.apply(group));
    }

    private static BareCopy start(StreamsBuilder builder, Map<String, Object> settings) {
        KafkaStreams streams = new KafkaStreams(builder.build(), new StreamsConfig(settings));
        streams.start();
        return new BareCopy(streams);
    }

    @Override
    public void close() {
        streams.close();
    }
}
