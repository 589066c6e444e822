package io.diptych.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    void theRoutersDecisionsMoneyAndRepeatsAreOnABoard() throws IOException {
        String boards = panels().stream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .collect(Collectors.joining("\n"));

        assertThat(boards)
                .contains(
                        "by (policy, rule, model) (rate(diptych_router_decisions_total",
                        "diptych_router_escalations_total",
                        "diptych_router_fallbacks_total",
                        "diptych_router_time_seconds",
                        "diptych_router_holds_micro_usd",
                        "diptych_router_repeats_total",
                        "diptych_router_unknown_tenants_total",
                        "diptych_worker_backlog");
    }

    @Test
    void everyAlertSaysWhatToDo() throws IOException {
        List<JsonNode> alerts = alerts();

        assertThat(alerts).hasSizeGreaterThan(15).allSatisfy(alert -> {
            assertThat(alert.path("annotations").path("summary").asString()).isNotBlank();
            assertThat(alert.path("annotations").path("action").asString("")).hasSizeGreaterThan(40);
            assertThat(alert.path("labels").path("severity").asString()).isIn("page", "ticket");
        });
        assertThat(alerts).extracting(alert -> alert.path("alert").asString()).doesNotHaveDuplicates();
    }

    @Test
    void everyPanelSaysWhatItShowsAndWhereItsFiguresComeFrom() throws IOException {
        for (JsonNode panel : panels()) {
            assertThat(panel.path("description").asString()).isNotBlank();
            assertThat(panel.path("targets").size()).isPositive();
            assertThat(sources(panel))
                    .as("data sources of %s", panel.path("title"))
                    .containsOnly("${datasource}");
        }
    }

    @Test
    void noPanelLiesOverAnother() throws IOException {
        for (Path board : boards()) {
            Set<Point> taken = new HashSet<>();
            for (JsonNode panel : panels(board)) {
                JsonNode place = panel.path("gridPos");
                int left = place.path("x").asInt();
                int top = place.path("y").asInt();
                int right = left + place.path("w").asInt();
                int bottom = top + place.path("h").asInt();
                assertThat(right).isBetween(left + 1, 24);
                assertThat(bottom).isGreaterThan(top);
                for (int x = left; x < right; x++) {
                    for (int y = top; y < bottom; y++) {
                        assertThat(taken.add(new Point(x, y)))
                                .as("place %d, %d of %s", x, y, panel.path("title"))
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void theFirstTroubleIsSeen() throws IOException {
        List<String> expressions = Stream.concat(
                        panels().stream()
                                .flatMap(panel -> panel.path("targets").valueStream())
                                .map(target -> target.path("expr").asString()),
                        alerts().stream().map(alert -> alert.path("expr").asString()))
                .toList();

        assertThat(expressions).hasSizeGreaterThan(40).noneMatch(WatchedMetrics::isBlindToTheFirst);
    }

    private static List<Path> boards() {
        return WatchedMetrics.files().stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
    }

    private static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        for (Path board : boards()) {
            panels.addAll(panels(board));
        }
        assertThat(panels).isNotEmpty();
        return panels;
    }

    private static List<JsonNode> panels(Path board) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(board))
                .path("panels")
                .valueStream()
                .toList();
    }

    private static List<String> sources(JsonNode panel) {
        return Stream.concat(Stream.of(panel), panel.path("targets").valueStream())
                .map(each -> each.path("datasource").path("uid").asString())
                .toList();
    }

    private static List<JsonNode> alerts() throws IOException {
        return YAMLMapper.shared()
                .readTree(Files.readString(WatchedMetrics.files().getFirst()))
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
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
