package io.diptych.router.kafka;

import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.Reading;
import io.diptych.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// Avro with magic byte and a schema id of zero, without a registry. Breaks when it is told to.
final class PlainFormat implements EventFormat {
    private static final int HEADER_BYTES = 5;

    private boolean registryAway;

    void registryGoesAway() {
        registryAway = true;
    }

    @Override
    public <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value) {
        requireRegistry();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[HEADER_BYTES]);
        try {
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<V>(topic.valueType()).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public <V extends SpecificRecord> Reading<V> decode(
            Topic<V> topic, byte @Nullable [] key, byte @Nullable [] value) {
        requireRegistry();
        if (value == null || value.length < HEADER_BYTES || value[0] != 0) {
            return new Reading.Unreadable<>("value is not Avro in Confluent's wire format");
        }
        V read = read(topic, value);
        String wanted = topic.keyOf(read);
        return key != null && Arrays.equals(key, wanted.getBytes(StandardCharsets.UTF_8))
                ? new Reading.Readable<>(wanted, read)
                : new Reading.Unreadable<>("key must be the " + topic.keyName() + " '" + wanted + "'");
    }

    @Override
    public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return Serdes.serdeFrom(
                (_, value) -> value == null ? null : encode(topic, value),
                (_, bytes) -> bytes == null ? null : read(topic, bytes));
    }

    <V extends SpecificRecord> V read(Topic<V> topic, byte[] value) {
        var decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
        try {
            return new SpecificDatumReader<V>(
                            SpecificData.get().getSchema(topic.valueType()),
                            SpecificData.get().getSchema(topic.valueType()),
                            SpecificData.getForClass(topic.valueType()))
                    .read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireRegistry() {
        if (registryAway) {
            throw new IllegalStateException("registry does not answer");
        }
    }
}
