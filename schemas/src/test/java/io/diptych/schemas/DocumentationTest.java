package io.diptych.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {
    static Stream<Schema> events() {
        return new Topics("")
                .all(List.of("any-model")).stream()
                        .map(topic -> SpecificData.get().getSchema(topic.valueType()))
                        .distinct();
    }

    @ParameterizedTest
    @MethodSource("events")
    void saysWhatEveryTypeAndFieldIs(Schema event) {
        assertThat(undocumented(event)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void isOneDocumentThatParsesAlone(Schema event) {
        assertThat(new Schema.Parser().parse(event.toString())).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void saysWhenItHappenedAndWhoPays(Schema event) {
        assertThat(event.getFields()).extracting(Schema.Field::name).contains("occurredAt", "tenant");
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEnumHasADefaultForSymbolsOfTheFuture(Schema event) {
        assertThat(namedTypes(event).values())
                .filteredOn(type -> type.getType() == Schema.Type.ENUM)
                .allSatisfy(type ->
                        assertThat(type.getEnumDefault()).as(type.getFullName()).isNotNull());
    }

    @Test
    void noticesAFieldWithoutDocumentation() {
        Schema silent = SchemaBuilder.record("a.Silent")
                .doc("A record.")
                .fields()
                .requiredString("mystery")
                .endRecord();

        assertThat(undocumented(silent)).containsExactly("a.Silent.mystery");
    }

    private static List<String> undocumented(Schema event) {
        List<String> found = new ArrayList<>();
        for (Schema type : namedTypes(event).values()) {
            if (isBlank(type.getDoc())) {
                found.add(type.getFullName());
            }
            if (type.getType() == Schema.Type.RECORD) {
                type.getFields().stream()
                        .filter(field -> isBlank(field.doc()))
                        .forEach(field -> found.add(type.getFullName() + "." + field.name()));
            }
        }
        return found;
    }

    private static boolean isBlank(@Nullable String doc) {
        return doc == null || doc.isBlank();
    }

    private static Map<String, Schema> namedTypes(Schema schema) {
        Map<String, Schema> found = new LinkedHashMap<>();
        collect(schema, found);
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM, FIXED -> found.putIfAbsent(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }
}
