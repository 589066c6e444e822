package io.diptych.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Cancellation;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.schemas.TrustedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireWriterTest {
    private static final int SEED = 7;
    private static final int VALUES = 100;

    @BeforeAll
    static void trustOurEvents() {
        TrustedEvents.install();
    }

    static Stream<Schema> schemasOfAllTopics() {
        return new Topics("")
                .all(List.of("gpt-image-2")).stream()
                        .map(Topic::valueType)
                        .distinct()
                        .map(SpecificData.get()::getSchema);
    }

    @ParameterizedTest
    @MethodSource("schemasOfAllTopics")
    void writesWhatAvrosOwnWriterWrites(Schema schema) throws IOException {
        WireWriter writer = WireWriter.of(schema);
        for (Object random : new RandomData(schema, VALUES, SEED)) {
            byte[] avro = bytes(new GenericDatumWriter<>(schema), random);
            SpecificRecord value = new SpecificDatumReader<SpecificRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(avro, null));
            WireBytes out = new WireBytes(0);

            writer.write(value, out);

            assertThat(out.toArray()).isEqualTo(bytes(new SpecificDatumWriter<>(schema), value));
        }
    }

    @Test
    void throwsWhereAFieldHasNoValue() {
        Cancellation withoutTenant = new Cancellation("r-1", null, null, "", Instant.EPOCH);

        assertThatThrownBy(() -> WireWriter.of(Cancellation.getClassSchema()).write(withoutTenant, new WireBytes(0)))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void leavesToAvroWhatOurContractsAreNotMadeOf() {
        Schema floating =
                SchemaBuilder.record("Floating").fields().requiredFloat("share").endRecord();
        Schema either = SchemaBuilder.record("Either")
                .fields()
                .name("either")
                .type(Schema.createUnion(Schema.create(Schema.Type.STRING), Schema.create(Schema.Type.INT)))
                .noDefault()
                .endRecord();

        assertThatThrownBy(() -> WireWriter.of(floating)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> WireWriter.of(either)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static byte[] bytes(org.apache.avro.io.DatumWriter<Object> writer, Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        writer.write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
