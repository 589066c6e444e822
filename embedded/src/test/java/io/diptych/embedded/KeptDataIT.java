package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class KeptDataIT {

    private static final String SUBJECTS = "/apis/ccompat/v7/subjects";

    private Path folder;

    @BeforeEach
    void chooseAFolderWithASpaceInItsName(@TempDir Path temporary) {
        folder = temporary.resolve("my data");
    }

    @Test
    void survivesARestartOnOtherPorts() throws Exception {
        // Given
        String clusterId;
        try (var first = EmbeddedInfrastructure.start(EmbeddedOptions.keptIn(folder))) {
            clusterId = clusterId();
            try (var kafka = new KafkaRoundTrip(first.kafkaBootstrap())) {
                kafka.createTopic("memory", 1);
                kafka.sendInTransaction("memory", "still here", true);
            }
            register(first.registryUrl());
            execute(first.postgres(), "create table memory (word text)");
            execute(first.postgres(), "insert into memory values ('still here')");
        }

        // When
        try (var second = EmbeddedInfrastructure.start(EmbeddedOptions.keptIn(folder))) {

            // Then
            try (var kafka = new KafkaRoundTrip(second.kafkaBootstrap())) {
                assertThat(kafka.readCommitted("memory", 1)).containsExactly("still here");
            }
            assertThat(clusterId()).isEqualTo(clusterId);
            assertThat(subjects(second.registryUrl())).contains("memory-value");
            assertThat(firstColumn(second.postgres(), "select word from memory"))
                    .isEqualTo("still here");
        }
    }

    @Test
    void isNotSharedByTwo() {
        EmbeddedOptions brokerOnly = EmbeddedOptions.keptIn(folder).withParts(Part.BROKER);
        try (var first = EmbeddedInfrastructure.start(brokerOnly)) {
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> EmbeddedInfrastructure.start(brokerOnly))
                    .withMessage("another Diptych uses " + folder + " (pid "
                            + ProcessHandle.current().pid() + "): stop it, or choose another data folder");
            assertThat(first.status())
                    .singleElement()
                    .satisfies(broker -> assertThat(Path.of("/proc", Long.toString(broker.pid()), "cmdline"))
                            .content()
                            .as("kept data is for long")
                            .doesNotContain(JavaCommand.QUICK_COMPILER));
        }
    }

    @Test
    void isFreeForTheNextAfterAStartThatFailedForItsPort() throws Exception {
        EmbeddedOptions options = EmbeddedOptions.keptIn(folder).withParts(Part.POSTGRES);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(
                            () -> EmbeddedInfrastructure.start(options.withPort(Part.POSTGRES, taken.getLocalPort())))
                    .withMessageStartingWith("port " + taken.getLocalPort() + " for PostgreSQL is already in use");
        }

        try (var second = EmbeddedInfrastructure.start(options)) {
            assertThat(firstColumn(second.postgres(), "select 'fine'")).isEqualTo("fine");
        }
    }

    private String clusterId() throws Exception {
        return Files.readAllLines(folder.resolve("broker/logs/meta.properties")).stream()
                .filter(line -> line.startsWith("cluster.id="))
                .findFirst()
                .orElseThrow();
    }

    private static void register(URI registry) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(registry + SUBJECTS + "/memory-value/versions"))
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .POST(BodyPublishers.ofString("{\"schema\":\"\\\"string\\\"\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static String subjects(URI registry) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(registry + SUBJECTS))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static void execute(JdbcAddress address, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String firstColumn(JdbcAddress address, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
