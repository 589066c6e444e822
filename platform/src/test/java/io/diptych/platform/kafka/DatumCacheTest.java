package io.diptych.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Cancellation;
import io.diptych.events.RoutingPolicy;
import io.diptych.schemas.TrustedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatumCacheTest {
    private static final Cancellation EVENT = Cancellation.newBuilder()
            .setRequestId("r1")
            .setTenant("shop")
            .setOccurredAt(Instant.parse("2026-06-01T10:00:00Z"))
            .build();
    private static final Schema SCHEMA = Cancellation.getClassSchema();

    private final DatumCache datums = new DatumCache();

    @BeforeAll
    static void trustOurEvents() {
        TrustedEvents.install();
    }

    @Test
    void makesReaderAndWriterOfASchemaOnce() {
        Schema same = new Schema.Parser().parse(SCHEMA.toString());

        assertThat(datums.createDatumWriter(EVENT, same)).isSameAs(datums.createDatumWriter(EVENT, SCHEMA));
        assertThat(datums.createDatumReader(same)).isSameAs(datums.createDatumReader(SCHEMA));
        assertThat(datums.createDatumReader(RoutingPolicy.getClassSchema()))
                .isNotSameAs(datums.createDatumReader(SCHEMA));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        datums.setUseSpecificAvroReader(true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        datums.createDatumWriter(EVENT, SCHEMA).write(EVENT, encoder);

        DatumReader<SpecificRecord> reader = datums.createDatumReader(SCHEMA);

        assertThat(reader.read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null)))
                .isEqualTo(EVENT);
    }
}
