package io.diptych.platform.kafka;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Finds the reader and the writer of a schema by the schema itself.
///
/// Apicurio's own provider writes the whole schema out and hashes the text for every record, to find what it has
/// cached: that was 40 % of the router's time. A schema knows its hash, and the resolver hands out the same object each
/// time.
public final class DatumCache extends DefaultAvroDatumProvider<SpecificRecord> {
    private final Map<Schema, DatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();
    private final Map<Schema, DatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();

    @Override
    public DatumWriter<SpecificRecord> createDatumWriter(SpecificRecord value, Schema schema) {
        DatumWriter<SpecificRecord> known = writers.get(schema);
        return known != null ? known : writers.computeIfAbsent(schema, added -> super.createDatumWriter(value, added));
    }

    @Override
    public DatumReader<SpecificRecord> createDatumReader(Schema schema) {
        DatumReader<SpecificRecord> known = readers.get(schema);
        return known != null ? known : readers.computeIfAbsent(schema, super::createDatumReader);
    }
}
