package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every example of the documentation goes where its table says, for each row of the articles' tables.
class ExamplesTest {
    private static final Path TABLE = CommandRun.EXAMPLES.resolveSibling("README.md");
    private static final Pattern ROW = Pattern.compile(
            "\\| \\[(?<name>[\\w-]+)]\\(requests/\\k<name>\\.json\\) \\| (?:`(?<options>[^`]*)`)? \\| (?<route>[^|]+) \\| `(?<rule>[^`]*)` \\| .*\\|");

    /// One row.
    ///
    /// @param route model, tier and whether it is the batch lane
    record Example(String name, List<String> options, String route, String rule) {
        @Override
        public String toString() {
            return name + " " + String.join(" ", options);
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String options = row.group("options");
                examples.add(new Example(
                        row.group("name"),
                        options == null || options.isEmpty() ? List.of() : Arrays.asList(options.split(" ")),
                        row.group("route").strip(),
                        row.group("rule")));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void goesWhereTheTableSays(Example example) {
        List<String> arguments = new ArrayList<>(List.of(
                "route",
                "--json",
                "-f",
                CommandRun.EXAMPLES.resolve(example.name() + ".json").toString()));
        arguments.addAll(example.options());

        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

        assertThat(run.err()).isEmpty();
        JsonNode shown = run.json();
        JsonNode route = shown.path("route");
        assertThat(route.path("model").asString() + " " + route.path("tier").asString()
                        + (route.path("lane").asString().equals("BATCH") ? " batch" : ""))
                .as("%s", shown)
                .isEqualTo(example.route());
        assertThat(shown.path("rule").asString()).isEqualTo(example.rule());
    }

    @Test
    void everyExampleIsInTheTable() throws IOException {
        try (Stream<Path> files = Files.list(CommandRun.EXAMPLES)) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .toList();

            assertThat(examples()).extracting(Example::name).containsAll(names);
        }
    }
}
