package io.diptych.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificData;

/// Snapshots of the schemas as they were released, one folder for each version. A snapshot is never edited: records
/// that were written with it may be read for as long as the longest retention.
final class ReleasedSchemas {
    private static final Path FOLDER = Path.of("src/test/resources/released");

    private ReleasedSchemas() {}

    /// One schema of one release.
    ///
    /// @param version for example `0.1.0`
    record Released(String version, Schema schema) {
        @Override
        public String toString() {
            return schema.getFullName() + " of " + version;
        }
    }

    /// Writes today's schemas as the snapshots of a release.
    ///
    /// @param args the version, for example `0.2.0`
    public static void main(String[] args) throws IOException {
        Path release = FOLDER.resolve(args[0]);
        Files.createDirectories(release);
        for (Topic<?> topic : new Topics("").all(List.of("any-model"))) {
            Schema schema = SpecificData.get().getSchema(topic.valueType());
            Files.writeString(
                    release.resolve(schema.getFullName() + ".avsc"),
                    SchemaFormatter.format("json/pretty", schema) + "\n");
        }
    }

    static List<Released> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted(Comparator.naturalOrder())
                    .map(ReleasedSchemas::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Released read(Path file) {
        try {
            String version = file.getName(file.getNameCount() - 2).toString();
            return new Released(version, new Schema.Parser().parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
