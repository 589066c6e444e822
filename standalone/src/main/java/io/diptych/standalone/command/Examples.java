package io.diptych.standalone.command;

import io.diptych.standalone.explain.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the example requests of the documentation are.
final class Examples {
    private static final Path FOLDER = Path.of("docs", "examples", "requests");

    private Examples() {}

    /// What is given, else the examples of the folder in which `bin/diptych` lies, else those of the working folder.
    static Path orElse(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        return Stream.of(System.getProperty("diptych.home"), "")
                .filter(Objects::nonNull)
                .map(home -> Path.of(home).resolve(FOLDER))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "there is no " + FOLDER + " here; name the sample requests with --requests"));
    }
}
