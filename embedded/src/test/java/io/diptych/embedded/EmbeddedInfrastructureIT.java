package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// All parts at once, over a throw-away folder.
@Timeout(600)
class EmbeddedInfrastructureIT {

    private static final Map<Part, Duration> READY = new ConcurrentHashMap<>();
    private static EmbeddedInfrastructure infrastructure;
    private static Duration all;

    @BeforeAll
    static void start() {
        long begin = System.nanoTime();
        infrastructure =
                EmbeddedInfrastructure.start(EmbeddedOptions.throwAway().withListener(READY::put));
        all = Duration.ofNanos(System.nanoTime() - begin);
    }

    @AfterAll
    static void stopLeavesNothing() {
        System.out.println("ready after " + all + ", of which " + new EnumMap<>(READY));
        infrastructure.status().forEach(System.out::println);
        List<Long> pids = infrastructure.status().stream().map(PartStatus::pid).toList();
        Path folder = infrastructure.dataFolder();

        infrastructure.close();

        assertThat(folder).doesNotExist();
        assertThat(pids)
                .hasSize(3)
                .allMatch(pid -> ProcessHandle.of(pid).filter(Processes::runs).isEmpty());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> infrastructure.registryUrl());
    }

    @Test
    void tellsOfEachPartOnce() {
        assertThat(READY).containsOnlyKeys(Part.values());
        assertThat(READY.values()).allMatch(took -> took.compareTo(all) <= 0);
    }

    @Test
    void startsServersThatAreSoonReadyRatherThanFastForLong() {
        assertThat(infrastructure.status())
                .filteredOn(part -> part.part() == Part.BROKER)
                .singleElement()
                .satisfies(broker -> assertThat(Path.of("/proc", Long.toString(broker.pid()), "cmdline"))
                        .content()
                        .contains(JavaCommand.QUICK_COMPILER));
    }

    @Test
    void readsRecordsOfCommittedTransactionsOnly() throws Exception {
        try (var kafka = new KafkaRoundTrip(infrastructure.kafkaBootstrap())) {
            kafka.createTopic("transactions", 1);
            kafka.sendInTransaction("transactions", "kept", true);
            kafka.sendInTransaction("transactions", "dropped", false);
            kafka.sendInTransaction("transactions", "kept too", true);

            assertThat(kafka.readCommitted("transactions", 2)).containsExactly("kept", "kept too");
        }
    }

    @Test
    void shareGroupsReadWhatWasQueuedBeforeTheyCame() throws Exception {
        try (var kafka = new KafkaRoundTrip(infrastructure.kafkaBootstrap())) {
            kafka.createTopic("shared-work", 2);
            kafka.sendInTransaction("shared-work", "queued", true);
            kafka.startShareGroupAtEarliest("checkers");

            assertThat(kafka.readShared("checkers", "shared-work", 1)).containsExactly("queued");
        }
    }

    @Test
    void survivesTwoHundredPartitionsAndTransactionsOverAllOfThem() throws Exception {
        try (var kafka = new KafkaRoundTrip(infrastructure.kafkaBootstrap())) {
            kafka.createTopic("wide", 200);

            int acknowledged = kafka.sendToEveryPartitionInTransactions("wide", 200, 50);

            assertThat(acknowledged).isEqualTo(200 * 50);
        }
        assertThat(infrastructure.status())
                .allSatisfy(part -> assertThat(part.residentBytes())
                        .isBetween(
                                1L,
                                switch (part.part()) {
                                    case BROKER -> 450_000_000L;
                                    case REGISTRY -> 300_000_000L;
                                    case POSTGRES -> 120_000_000L;
                                }));
    }

    @Test
    void registersAndFetchesASchemaThroughTheConfluentApi() throws Exception {
        // Given
        String schema = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}";

        // When
        HttpResponse<String> registered = ask(HttpRequest.newBuilder(ccompat("/subjects/r-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}")));
        HttpResponse<String> latest = ask(HttpRequest.newBuilder(ccompat("/subjects/r-value/versions/latest")));

        // Then
        assertThat(registered.body()).matches("\\{\"id\":[0-9]+.*}");
        String id = registered.body().replaceAll("\\{\"id\":([0-9]+).*", "$1");
        assertThat(latest.body()).contains("\"id\":" + id, schema);
        assertThat(ask(HttpRequest.newBuilder(ccompat("/schemas/ids/" + id))).body())
                .contains(schema);
        assertThat(ask(HttpRequest.newBuilder(
                                URI.create(infrastructure.registryUrl() + "/apis/registry/v3/ids/contentIds/" + id)))
                        .body())
                .isEqualTo(schema.replace("\\", ""));
    }

    private static URI ccompat(String path) {
        return URI.create(infrastructure.registryUrl() + "/apis/ccompat/v7" + path);
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer;
        }
    }

    @Test
    void leavesAnInterruptFromTheTerminalToTheProcessThatStartedIt() throws Exception {
        // Given
        List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
        infrastructure.status().stream()
                .filter(status -> status.part() != Part.POSTGRES)
                .forEach(status -> kill.add(Long.toString(status.pid())));

        // When
        int killed = new ProcessBuilder(kill).start().waitFor();

        // Then
        assertThat(killed).isZero();
        try (var kafka = new KafkaRoundTrip(infrastructure.kafkaBootstrap())) {
            kafka.createTopic("after-interrupt", 1);
            kafka.sendInTransaction("after-interrupt", "alive", true);
            assertThat(kafka.readCommitted("after-interrupt", 1)).containsExactly("alive");
        }
        assertThat(ask(HttpRequest.newBuilder(ccompat("/subjects"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void knowsEverySettingOfTheBroker() throws Exception {
        String log = Files.readString(infrastructure.dataFolder().resolve("logs/broker.log"));

        assertThat(log).doesNotContain("not used", "isn't a known config", "Unknown config", "SLF4J(W)", "ERROR");
    }

    @Test
    void isPostgres18WithADatabaseOfOurOwn() throws Exception {
        JdbcAddress address = infrastructure.postgres();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select version(), current_database(), current_user")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).startsWith("PostgreSQL 18");
            assertThat(row.getString(2)).isEqualTo("diptych");
            assertThat(row.getString(3)).isEqualTo("diptych");
        }
    }

    @Test
    void isNotOpenToAWrongPassword() {
        JdbcAddress address = infrastructure.postgres();

        assertThatExceptionOfType(java.sql.SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(address.url(), address.user(), "guessed"))
                .withMessageContaining("password authentication failed");
    }
}
