package io.diptych.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.events.GenerationResult;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.testing.TestTopics;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service in a process of its own that is killed while it works.
class KilledCostServiceIT {
    private static final int RESULTS = 10_000;

    private final EmbeddedInfrastructure parts =
            EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY, Part.POSTGRES);
    private final KafkaSettings kafka = new KafkaSettings(parts.kafkaBootstrap());
    private final Topics topics = new Topics("killed.");

    @TempDir
    private Path folder;

    @Test
    void losesNothingAndPostsNothingTwice() throws Exception {
        try (EventCodec codec = new EventCodec(parts.registryUrl());
                TestTopics events = new TestTopics(kafka, codec)) {
            // Given
            publish(events);
            Process first = startService();
            await().atMost(Duration.ofMinutes(4)).until(() -> posted(events) > 0);

            // When
            first.destroyForcibly().waitFor();
            int postedBeforeTheKill = posted(events);
            Process second = startService();

            // Then
            await().atMost(Duration.ofMinutes(4)).until(() -> posted(events) >= RESULTS && rows() >= RESULTS);
            await().atMost(Duration.ofMinutes(4)).until(() -> charges(events) >= RESULTS);
            second.destroyForcibly().waitFor();
            assertThat(postedBeforeTheKill).isBetween(1, RESULTS - 1);
            assertThat(events.events(topics.costEntries()))
                    .hasSize(RESULTS)
                    .extracting(CostEntry::getEntryId)
                    .doesNotHaveDuplicates();
            assertThat(charges(events)).isEqualTo(RESULTS);
            assertThat(rows()).isEqualTo(RESULTS);
        }
    }

    private void publish(TestTopics events) {
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl());
                Provisioning provisioning = new Provisioning(kafka, schemas)) {
            provisioning.topics(topics.all(List.of("gpt-image-2")));
        }
        for (int i = 0; i < RESULTS; i++) {
            events.send(
                    topics.results(),
                    GenerationResult.newBuilder(TestResults.gpt("killed-" + i))
                            .setTenant("killed")
                            .build());
        }
    }

    private int posted(TestTopics events) {
        return events.records(topics.costEntries().name()).size();
    }

    private long charges(TestTopics events) {
        Map<String, Long> last = new HashMap<>();
        for (CostRollup rollup : events.events(topics.costRollups())) {
            if (rollup.getCube().equals("ROUTE") && rollup.getWindow().equals("P1D")) {
                last.put(topics.costRollups().keyOf(rollup), rollup.getCharges());
            }
        }
        return last.values().stream().mapToLong(Long::longValue).sum();
    }

    private long rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        parts.postgres().url(),
                        parts.postgres().user(),
                        parts.postgres().password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from cost_entry where tenant = 'killed'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Process startService() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CostApplication.class.getName(),
                        "--diptych.kafka.bootstrap=" + parts.kafkaBootstrap(),
                        "--diptych.registry.url=" + parts.registryUrl(),
                        "--diptych.postgres.url=" + parts.postgres().url(),
                        "--diptych.postgres.user=" + parts.postgres().user(),
                        "--diptych.postgres.password=" + parts.postgres().password(),
                        "--diptych.assets.root=" + folder.toUri(),
                        "--diptych.state-dir=" + folder.resolve("state"),
                        "--diptych.topic-prefix=killed.",
                        "--diptych.cost.price-book=seed-000",
                        "--diptych.models=gpt-image-2")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
    }
}
