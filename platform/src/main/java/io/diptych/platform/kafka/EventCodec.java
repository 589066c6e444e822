package io.diptych.platform.kafka;

import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// Writes and reads events in Confluent's wire format (magic byte 0, four bytes of schema id, Avro binary).
///
/// Schemas are looked up in the registry by content, never registered: [Provisioning] does that. Safe for use by
/// several threads.
public final class EventCodec implements EventFormat, AutoCloseable {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private final AvroKafkaSerializer<SpecificRecord> serializer = new AvroKafkaSerializer<>();
    private final AvroKafkaDeserializer<SpecificRecord> deserializer = new AvroKafkaDeserializer<>();
    private final KnownSchemas known = new KnownSchemas();

    /// @param registry base address of the registry, for example `http://127.0.0.1:8081`
    public EventCodec(URI registry) {
        Map<String, Object> settings = Map.of(
                SchemaResolverConfig.REGISTRY_URL,
                registry + "/apis/registry/v3",
                SchemaResolverConfig.AUTO_REGISTER_ARTIFACT,
                false,
                SchemaResolverConfig.FIND_LATEST_ARTIFACT,
                false,
                SchemaResolverConfig.DEREFERENCE_SCHEMA,
                true,
                SchemaResolverConfig.HTTP_ADAPTER,
                "JDK",
                SchemaResolverConfig.RETRY_COUNT,
                1,
                SchemaResolverConfig.CHECK_PERIOD_MS,
                86_400_000L,
                SchemaResolverConfig.FAULT_TOLERANT_REFRESH,
                true,
                AvroSerdeConfig.USE_SPECIFIC_AVRO_READER,
                true,
                AvroSerdeConfig.AVRO_DATUM_PROVIDER,
                DatumCache.class);
        serializer.configure(settings, false);
        deserializer.configure(settings, false);
    }

    /// The record to send: under the key that the topic's contract names.
    public <V extends SpecificRecord> ProducerRecord<byte[], byte[]> record(Topic<V> topic, V value, Headers headers) {
        return record(topic, null, value, headers);
    }

    /// The record to send to a partition of its own choice.
    public <V extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
            Topic<V> topic, @Nullable Integer partition, V value, Headers headers) {
        return new ProducerRecord<>(
                topic.name(), partition, bytes(topic.keyOf(value)), encode(topic, value), copyOf(headers));
    }

    /// The wire form of a value.
    ///
    /// @throws RegistryUnavailableException when the registry does not answer or does not know the schema yet
    /// @throws IllegalArgumentException     when the value is not as its schema says, for example lacks a field
    @Override
    public <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value) {
        byte[] written = known.write(topic.name(), value);
        return written == null ? encodeByLookup(topic, value) : written;
    }

    private <V extends SpecificRecord> byte[] encodeByLookup(Topic<V> topic, V value) {
        try {
            byte[] written = serializer.serialize(topic.name(), value);
            known.wrote(topic.name(), value, ByteBuffer.wrap(written).getInt(1));
            return written;
        } catch (RuntimeException e) {
            RegistryFailures.faultOfTheValue(e).ifPresent(fault -> {
                throw new IllegalArgumentException(
                        "value for " + topic.name() + " is no good "
                                + topic.valueType().getSimpleName() + ": " + fault,
                        e);
            });
            throw new RegistryUnavailableException(
                    "schema of " + topic.subject() + " cannot be looked up: " + RegistryFailures.rootMessage(e), e);
        }
    }

    /// Reads a record of the topic, and checks its key.
    ///
    /// @throws RegistryUnavailableException when the registry does not answer
    @Override
    public <V extends SpecificRecord> Reading<V> decode(
            Topic<V> topic, byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return new Unreadable<>(
                    "value is null, must be a " + topic.valueType().getSimpleName());
        }
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            return new Unreadable<>("value does not begin with magic byte 0 and a four-byte schema id, it has "
                    + value.length + " bytes: must be Avro in Confluent's wire format");
        }
        int schemaId = ByteBuffer.wrap(value).getInt(1);
        DatumReader<SpecificRecord> reader = known.reader(schemaId);
        Schema schema = reader == null ? schemaOf(schemaId) : null;
        if (reader == null && schema == null) {
            return new Unreadable<>("schema id " + schemaId + " is unknown to the registry");
        }
        SpecificRecord read;
        try {
            DatumReader<SpecificRecord> able =
                    reader == null ? known.reader(schemaId, Objects.requireNonNull(schema)) : reader;
            read = able.read(null, afterHeader(value));
        } catch (RuntimeException | IOException e) {
            return new Unreadable<>("value with schema id " + schemaId + " cannot be read as "
                    + topic.valueType().getSimpleName() + ": " + RegistryFailures.rootMessage(e));
        }
        if (!topic.valueType().isInstance(read)) {
            return new Unreadable<>("value is a " + read.getSchema().getFullName() + ", must be a "
                    + topic.valueType().getName());
        }
        V typed = topic.valueType().cast(read);
        String wanted = topic.keyOf(typed);
        String found = key == null ? "null" : new String(key, StandardCharsets.UTF_8);
        return wanted.equals(found)
                ? new Readable<>(wanted, typed)
                : new Unreadable<>("key is '" + found + "', must be the " + topic.keyName() + " '" + wanted + "'");
    }

    /// Serde of a topic's values for Kafka Streams' own stores and internal topics, where every record is ours.
    @Override
    public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return Serdes.serdeFrom((name, value) -> value == null ? null : encode(topic, value), (name, bytes) -> {
            if (bytes == null) {
                return null;
            }
            return topic.valueType().cast(deserializer.deserialize(topic.name(), bytes));
        });
    }

    /// UTF-8 bytes of a key.
    public static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static Headers copyOf(Headers headers) {
        return new RecordHeaders(headers);
    }

    private static BinaryDecoder afterHeader(byte[] value) {
        return DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
    }

    // Looked up before the bytes are read, so that a failure here is never the record's.
    private @Nullable Schema schemaOf(int schemaId) {
        try {
            return deserializer
                    .getSchemaResolver()
                    .resolveSchemaByArtifactReference(ArtifactReference.builder()
                            .contentId(Integer.toUnsignedLong(schemaId))
                            .build())
                    .getParsedSchema()
                    .getParsedSchema();
        } catch (RuntimeException e) {
            if (RegistryFailures.isUnknown(e)) {
                return null;
            }
            throw new RegistryUnavailableException(
                    "registry does not answer for schema id " + schemaId + ": " + RegistryFailures.rootMessage(e), e);
        }
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
