package io.diptych.standalone.request;

import io.diptych.events.GenerationRequest;
import io.diptych.schemas.TrustedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A request as a person writes it: plain JSON with the names of the contract, defaults left out.
public final class RequestDocument {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode root;

    private RequestDocument(ObjectNode root) {
        this.root = root;
    }

    /// A document that says nothing yet.
    public static RequestDocument empty() {
        return new RequestDocument(JSON.createObjectNode());
    }

    /// Reads a document.
    ///
    /// @throws IllegalArgumentException when it is not a JSON object
    public static RequestDocument parse(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return new RequestDocument(object);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("request is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("request must be a JSON object");
    }

    /// Sets a field; nothing where the value is null.
    ///
    /// @param path for example `output.count`
    public void set(String path, @Nullable Object value) {
        if (value == null) {
            return;
        }
        ObjectNode node = root;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            node = node.withObject("/" + names[i]);
        }
        node.set(names[names.length - 1], JSON.valueToTree(value));
    }

    /// Sets a top-level field that says nothing yet.
    public void setIfAbsent(String name, Object value) {
        if (!root.hasNonNull(name)) {
            set(name, value);
        }
    }

    /// The event.
    ///
    /// @throws IllegalArgumentException naming the field that is unknown or has a value of the wrong kind
    public GenerationRequest toRequest(Instant now) {
        setIfAbsent("requestedAt", now.toEpochMilli());
        setIfAbsent("occurredAt", now.toEpochMilli());
        for (String part : List.of("output", "constraints", "preferences", "purpose", "lineage", "context")) {
            setIfAbsent(part, JSON.createObjectNode());
        }
        GenericRecord generic = record("", GenerationRequest.getClassSchema(), root);
        return toSpecific(generic);
    }

    private static GenerationRequest toSpecific(GenericRecord generic) {
        TrustedEvents.install();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Encoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(generic.getSchema()).write(generic, encoder);
            Decoder decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
            return new SpecificDatumReader<>(GenerationRequest.class).read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot convert the request", e);
        }
    }

    private static @Nullable Object read(String path, Schema schema, JsonNode value) {
        return switch (schema.getType()) {
            case RECORD -> record(path, schema, value);
            case ARRAY -> {
                require(value.isArray(), path, value, "a list");
                List<Object> items = new ArrayList<>();
                value.forEach(item -> items.add(read(path + "[" + items.size() + "]", schema.getElementType(), item)));
                yield items;
            }
            case MAP -> {
                require(value.isObject(), path, value, "an object");
                Map<String, Object> entries = new LinkedHashMap<>();
                value.properties()
                        .forEach(entry -> entries.put(
                                entry.getKey(),
                                read(path + "." + entry.getKey(), schema.getValueType(), entry.getValue())));
                yield entries;
            }
            case UNION -> value.isNull() ? null : read(path, schema.getTypes().get(1), value);
            case ENUM -> {
                require(
                        value.isString() && schema.hasEnumSymbol(value.asString()),
                        path,
                        value,
                        "one of " + schema.getEnumSymbols());
                yield new GenericData.EnumSymbol(schema, value.asString());
            }
            case STRING -> {
                require(value.isString(), path, value, "text");
                yield value.asString();
            }
            case INT -> {
                require(value.isIntegralNumber() && value.canConvertToInt(), path, value, "a whole number");
                yield value.asInt();
            }
            case LONG -> time(path, schema, value);
            case DOUBLE -> {
                require(value.isNumber(), path, value, "a number");
                yield value.asDouble();
            }
            case BOOLEAN -> {
                require(value.isBoolean(), path, value, "true or false");
                yield value.asBoolean();
            }
            default -> throw new IllegalStateException("contract has a " + schema.getType() + " at " + path);
        };
    }

    private static Object time(String path, Schema schema, JsonNode value) {
        if (schema.getLogicalType() != null && value.isString()) {
            try {
                return Instant.parse(value.asString()).toEpochMilli();
            } catch (DateTimeException e) {
                require(false, path, value, "a time such as 2026-11-21T12:00:00Z");
            }
        }
        require(value.isIntegralNumber(), path, value, "a whole number");
        return value.asLong();
    }

    private static GenericRecord record(String path, Schema schema, JsonNode value) {
        require(value.isObject(), path, value, "an object");
        value.propertyNames().forEach(name -> {
            if (schema.getField(name) == null) {
                throw new IllegalArgumentException("field " + below(path, name) + " is unknown, must be one of "
                        + schema.getFields().stream().map(Schema.Field::name).toList());
            }
        });
        GenericRecord read = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            String at = below(path, field.name());
            JsonNode given = value.get(field.name());
            if (given != null) {
                read.put(field.pos(), read(at, field.schema(), given));
            } else if (field.hasDefaultValue()) {
                read.put(field.pos(), defaultOf(at, field));
            } else {
                throw new IllegalArgumentException("field " + at + " is missing");
            }
        }
        return read;
    }

    private static @Nullable Object defaultOf(String path, Schema.Field field) {
        try {
            return GenericData.get().getDefaultValue(field);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("field " + path + " is missing", e);
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static void require(boolean right, String path, JsonNode value, String wanted) {
        if (!right) {
            throw new IllegalArgumentException("field " + path + " is " + value + ", must be " + wanted);
        }
    }
}
