package io.diptych.platform.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What the registry has said so far: the id under which a topic's values are written, and who reads values of an
/// id. An id never changes its meaning, so the registry's client is asked once for each and not for every record.
final class KnownSchemas {
    private static final int FIRST_GUESS = 512;

    private final DatumCache datums = new DatumCache();
    private final Map<String, Written> byTopic = new ConcurrentHashMap<>();
    private final Map<Integer, DatumReader<SpecificRecord>> byId = new ConcurrentHashMap<>();

    KnownSchemas() {
        datums.setUseSpecificAvroReader(true);
    }

    /// How values of a topic are written.
    private static final class Written {
        private final int id;
        private final Schema schema;
        private final @Nullable WireWriter writer;
        /// Size of one of the last values. Threads may overwrite one another's: it is a guess at the next one's.
        private int room = FIRST_GUESS;

        private Written(int id, Schema schema) {
            this.id = id;
            this.schema = schema;
            this.writer = writerOf(schema);
        }

        private static @Nullable WireWriter writerOf(Schema schema) {
            try {
                return WireWriter.of(schema);
            } catch (UnsupportedOperationException _) {
                return null;
            }
        }
    }

    /// The wire form of a value; null where the registry's client has to write it, or to say what is wrong with it.
    byte @Nullable [] write(String topic, SpecificRecord value) {
        Written known = byTopic.get(topic);
        if (known == null || known.writer == null || !known.schema.equals(value.getSchema())) {
            return null;
        }
        WireBytes out = new WireBytes(known.room);
        try {
            out.writeHeader(known.id);
            known.writer.write(value, out);
        } catch (RuntimeException _) {
            return null;
        }
        known.room = out.size();
        return out.toArray();
    }

    /// Values like this one are written under this id from now on.
    void wrote(String topic, SpecificRecord value, int id) {
        byTopic.putIfAbsent(topic, new Written(id, value.getSchema()));
    }

    /// Who reads values of the id; null where the registry has not been asked yet.
    @Nullable
    DatumReader<SpecificRecord> reader(int id) {
        return byId.get(id);
    }

    /// Values of the id are of this schema.
    ///
    /// @throws RuntimeException when no class of ours is like the schema
    DatumReader<SpecificRecord> reader(int id, Schema schema) {
        DatumReader<SpecificRecord> reader = datums.createDatumReader(schema);
        byId.put(id, reader);
        return reader;
    }
}
