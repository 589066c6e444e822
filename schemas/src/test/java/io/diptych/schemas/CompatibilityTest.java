package io.diptych.schemas;

import static java.util.Objects.requireNonNull;
import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AssetRef;
import io.diptych.schemas.ReleasedSchemas.Released;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// FULL_TRANSITIVE: what we write today every released reader reads, and what any release wrote we read.
class CompatibilityTest {
    private static final Map<String, Schema> CURRENT = new Topics("")
            .all(List.of("any-model")).stream()
                    .map(topic -> SpecificData.get().getSchema(topic.valueType()))
                    .distinct()
                    .collect(Collectors.toMap(Schema::getFullName, Function.identity()));

    static Stream<Released> released() {
        return ReleasedSchemas.all().stream();
    }

    @ParameterizedTest
    @MethodSource("released")
    void isReadByEveryReleaseAndReadsEveryRelease(Released released) {
        assertThat(CURRENT)
                .as("%s was released: records of it may still be on topics", released)
                .containsKey(released.schema().getFullName());
        Schema current = requireNonNull(CURRENT.get(released.schema().getFullName()));
        assertThat(breaksOf(current, released.schema()))
                .as("today's code reads %s", released)
                .isEmpty();
        assertThat(breaksOf(released.schema(), current))
                .as("%s reads what today's code writes", released)
                .isEmpty();
    }

    @Test
    void everyEventIsReleased() {
        assertThat(ReleasedSchemas.all())
                .extracting(released -> released.schema().getFullName())
                .containsAll(CURRENT.keySet());
    }

    @Test
    void catchesAFieldWithoutDefaultThatIsAdded() {
        Schema changed = SchemaBuilder.record(AssetRef.class.getName())
                .fields()
                .requiredString("uri")
                .requiredString("colourSpace")
                .endRecord();
        Schema old = SchemaBuilder.record(AssetRef.class.getName())
                .fields()
                .requiredString("uri")
                .endRecord();

        assertThat(breaksOf(changed, old)).singleElement().asString().contains("colourSpace");
        assertThat(breaksOf(old, changed)).isEmpty();
    }

    @Test
    void catchesAFieldWithoutDefaultThatIsRemoved() {
        Schema changed =
                SchemaBuilder.record("io.diptych.events.AssetRef").fields().endRecord();

        assertThat(breaksOf(AssetRef.getClassSchema(), changed)).hasSizeGreaterThan(1);
    }

    @Test
    void catchesATypeThatChanges() {
        Schema changed =
                SchemaBuilder.record("a.B").fields().requiredString("width").endRecord();
        Schema old = SchemaBuilder.record("a.B").fields().requiredInt("width").endRecord();

        assertThat(breaksOf(changed, old)).isNotEmpty();
    }

    private static List<String> breaksOf(Schema reader, Schema writer) {
        SchemaPairCompatibility pair = checkReaderWriterCompatibility(reader, writer);
        return pair.getType() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : pair.getResult().getIncompatibilities().stream()
                        .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                        .toList();
    }
}
