package io.diptych.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.standalone.monitoring.WatchedMetrics;
import io.diptych.standalone.stack.ExternalParts;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The main job, small: five articles are a twentieth of the article's table.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoRunIT {
    private static final int SKUS = 5;
    private static final DemoListener SILENT = new DemoListener() {
        @Override
        public void requested(int jobs) {}

        @Override
        public void progress(Progress progress) {}
    };

    private @Nullable Stack stack;

    @TempDir
    private Path output = Path.of("");

    @BeforeAll
    void start() {
        StackOptions options = new StackOptions(Optional.empty(), false, false, "seed-000", 50, Optional.empty());
        stack = Stack.start(options, ExternalParts.from(Map.of()), (part, took) -> {});
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"dual, 51, 1.805", "gpt, 46, 0.965", "nano, 46, 2.291"})
    void costsATwentiethOfWhatTheArticleSays(String name, int images, BigDecimal usd) throws Exception {
        Stack running = Objects.requireNonNull(stack);
        DemoRun run = new DemoRun(running.addresses(), Plan.named(name), Sku.first(SKUS), "it-" + name);

        DemoReport report = run.run(SILENT, 0, running::residentBytes, output);

        assertThat(report.jobs()).isEqualTo(images);
        assertThat(report.outcomes()).isEqualTo(images);
        assertThat(report.delivered()).isEqualTo(images);
        assertThat(report.ledgerUsd()).isEqualByComparingTo(usd);
        assertThat(report.invoiceUsd()).isEqualByComparingTo(usd);
        assertThat(report.differenceUsd()).isEqualByComparingTo("0");
        assertThat(report.unexplainedUsd()).isEqualByComparingTo("0");
        assertThat(report.paidTwice()).isZero();
        assertThat(report.isOk()).isTrue();
        assertThat(report.stages()).hasSameSizeAs(Plan.named(name).stages());
        try (var files = Files.list(output.resolve("images"))) {
            assertThat(files).hasSize(images);
        }
        assertThat(output.resolve("index.html")).content().contains("Rose Hand Cream");
        assertThat(exported(running))
                .as("metrics of dashboards and alert rules")
                .containsAll(WatchedMetrics.ofEveryRun());
    }

    private static Set<String> exported(Stack running) throws Exception {
        Set<String> names = new HashSet<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (URI service : running.addresses().services().values()) {
                http.send(
                                HttpRequest.newBuilder(service.resolve("/actuator/prometheus"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
            }
        }
        return names;
    }
}
