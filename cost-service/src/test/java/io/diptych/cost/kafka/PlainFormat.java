package io.diptych.cost.kafka;

import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// Avro without a registry: reader and writer have the same schema.
final class PlainFormat implements EventFormat {

    @Override
    public <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<V>(value.getSchema(), SpecificData.getForClass(topic.valueType()))
                    .write(value, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public <V extends SpecificRecord> Reading<V> decode(
            Topic<V> topic, byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return new Unreadable<>("value is null");
        }
        try {
            V read = read(topic, value);
            String found = key == null ? "null" : new String(key, StandardCharsets.UTF_8);
            return topic.keyOf(read).equals(found)
                    ? new Readable<>(found, read)
                    : new Unreadable<>("key is '" + found + "', must be the " + topic.keyName());
        } catch (IOException | RuntimeException e) {
            return new Unreadable<>("value is not Avro");
        }
    }

    @Override
    public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return Serdes.serdeFrom((_, value) -> value == null ? null : encode(topic, value), (_, bytes) -> {
            try {
                return bytes == null ? null : read(topic, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static <V extends SpecificRecord> V read(Topic<V> topic, byte[] bytes) throws IOException {
        return new SpecificDatumReader<V>(topic.valueType())
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
