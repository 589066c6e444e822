package io.diptych.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What deploy/ watches is what the services count.
class MonitoringTest {

    @Test
    void everyMetricThatIsAskedForIsAMeterOfAService() throws IOException {
        String code = sources();

        assertThat(WatchedMetrics.names())
                .hasSizeGreaterThan(20)
                .allSatisfy(name ->
                        assertThat(code).as("a meter for %s", name).contains('"' + WatchedMetrics.meter(name) + '"'));
    }

    @Test
    void everyAlertSaysWhatToDo() throws IOException {
        Path rules = WatchedMetrics.files().getFirst();
        List<JsonNode> alerts = YAMLMapper.shared()
                .readTree(Files.readString(rules))
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();

        assertThat(alerts).hasSizeGreaterThan(15).allSatisfy(alert -> {
            assertThat(alert.path("annotations").path("summary").asString()).isNotBlank();
            assertThat(alert.path("annotations").path("action").asString("")).hasSizeGreaterThan(40);
            assertThat(alert.path("labels").path("severity").asString()).isIn("page", "ticket");
        });
        assertThat(alerts).extracting(alert -> alert.path("alert").asString()).doesNotHaveDuplicates();
    }

    @Test
    void everyPanelSaysWhatItShows() throws IOException {
        for (Path file : WatchedMetrics.files()) {
            if (file.toString().endsWith(".json")) {
                JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(file));
                assertThat(dashboard.path("panels").valueStream().toList())
                        .isNotEmpty()
                        .allSatisfy(panel -> {
                            assertThat(panel.path("description").asString()).isNotBlank();
                            assertThat(panel.path("targets").size()).isPositive();
                        });
            }
        }
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(WatchedMetrics.repository(), 12)) {
            return files.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith("Meters.java"))
                    .map(MonitoringTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
