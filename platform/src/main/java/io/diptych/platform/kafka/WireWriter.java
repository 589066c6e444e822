package io.diptych.platform.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/// Writes the values of a schema as Avro's own writer does, byte for byte.
///
/// Avro's writer asks of each field of each value anew what its schema, its logical type and its conversion are:
/// that was a fifth of the router's time. Here they are asked once, and what is left is a tree of steps, whose
/// leaves are the records that write themselves: those that are generated with coders, which have no logical types.
/// It knows what our contracts are made of; for anything else, and for a value that is not what its schema says, it
/// throws, and whoever uses it asks Avro's writer instead.
@FunctionalInterface
interface WireWriter {
    /// Appends the value.
    ///
    /// @throws RuntimeException when the value is not as the schema says
    void write(Object value, WireBytes out);

    /// The writer of a schema.
    ///
    /// @throws UnsupportedOperationException when the schema has parts that only Avro's own writer knows
    static WireWriter of(Schema schema) {
        return of(schema, new HashMap<>());
    }

    private static WireWriter of(Schema schema, Map<String, RecordWriter> known) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, known);
            case UNION -> optional(schema, known);
            case ARRAY -> array(of(schema.getElementType(), known));
            case MAP -> map(of(schema.getValueType(), known));
            case STRING -> plain(schema, (value, out) -> out.writeString((String) value));
            case BOOLEAN -> plain(schema, (value, out) -> out.writeBoolean((Boolean) value));
            case INT -> plain(schema, (value, out) -> out.writeInt((Integer) value));
            case DOUBLE -> plain(schema, (value, out) -> out.writeDouble((Double) value));
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        ? (value, out) -> out.writeLong(((Instant) value).toEpochMilli())
                        : plain(schema, (value, out) -> out.writeLong((Long) value));
            case ENUM -> (value, out) -> out.writeInt(schema.getEnumOrdinal(value.toString()));
            case BYTES -> plain(schema, (value, out) -> out.writeBytes((ByteBuffer) value));
            case FIXED, FLOAT, NULL -> throw unsupported(schema);
        };
    }

    private static WireWriter plain(Schema schema, WireWriter writer) {
        if (schema.getLogicalType() != null) {
            throw unsupported(schema);
        }
        return writer;
    }

    private static WireWriter record(Schema schema, Map<String, RecordWriter> known) {
        if (writesItself(schema)) {
            return WireWriter::asItWrites;
        }
        RecordWriter begun = known.get(schema.getFullName());
        if (begun != null) {
            return begun;
        }
        RecordWriter writer = new RecordWriter(schema.getFields().size());
        known.put(schema.getFullName(), writer);
        schema.getFields().forEach(field -> writer.fields[field.pos()] = of(field.schema(), known));
        return writer;
    }

    private static boolean writesItself(Schema schema) {
        Class<?> type = SpecificData.get().getClass(schema);
        return type != null
                && schema.equals(SpecificData.get().getSchema(type))
                && Stream.of(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("customEncode"));
    }

    private static void asItWrites(Object value, WireBytes out) {
        try {
            ((SpecificRecordBase) value).customEncode(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WireWriter optional(Schema schema, Map<String, RecordWriter> known) {
        List<Schema> types = schema.getTypes();
        int nothing = schema.isNullable() && types.size() == 2 ? types.indexOf(Schema.create(Schema.Type.NULL)) : -1;
        if (nothing < 0) {
            throw unsupported(schema);
        }
        int something = 1 - nothing;
        WireWriter writer = of(types.get(something), known);
        return (value, out) -> {
            if (value == null) {
                out.writeInt(nothing);
            } else {
                out.writeInt(something);
                writer.write(value, out);
            }
        };
    }

    private static WireWriter array(WireWriter element) {
        return (value, out) -> {
            Collection<?> elements = (Collection<?>) value;
            if (!elements.isEmpty()) {
                out.writeLong(elements.size());
                for (Object each : elements) {
                    element.write(each, out);
                }
            }
            out.writeLong(0);
        };
    }

    private static WireWriter map(WireWriter element) {
        return (value, out) -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            if (!entries.isEmpty()) {
                out.writeLong(entries.size());
                entries.forEach((key, each) -> {
                    out.writeString((String) key);
                    element.write(each, out);
                });
            }
            out.writeLong(0);
        };
    }

    private static UnsupportedOperationException unsupported(Schema schema) {
        return new UnsupportedOperationException("only Avro's own writer knows " + schema);
    }

    /// Writes the fields of a record one after the other. Made before its fields' writers are, since records may hold
    /// one another.
    final class RecordWriter implements WireWriter {
        private final WireWriter[] fields;

        private RecordWriter(int fields) {
            this.fields = new WireWriter[fields];
        }

        @Override
        public void write(Object value, WireBytes out) {
            SpecificRecord record = (SpecificRecord) value;
            for (int i = 0; i < fields.length; i++) {
                fields[i].write(record.get(i), out);
            }
        }
    }
}
