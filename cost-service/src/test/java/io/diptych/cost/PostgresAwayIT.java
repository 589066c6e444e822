package io.diptych.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.testing.TestTopics;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// The service while its database is away.
class PostgresAwayIT {
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void startsWithoutItsDatabaseSaysSoAndCatchesUp() throws Exception {
        EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
        int port = freePort();
        try (ConfigurableApplicationContext service = start(parts, port);
                TestTopics events =
                        new TestTopics(service.getBean(KafkaSettings.class), service.getBean(EventCodec.class));
                HttpClient http = HttpClient.newHttpClient()) {
            // Given
            Topics topics = service.getBean(Topics.class);
            URI base = URI.create("http://127.0.0.1:"
                    + Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                            .getPort());
            await().atMost(SOON)
                    .until(() ->
                            get(http, base, "/actuator/health/readiness").body().contains("waits for: PostgreSQL"));
            HttpResponse<String> readiness = get(http, base, "/actuator/health/readiness");
            HttpResponse<String> question = get(http, base, "/api/costs");
            events.send(topics.results(), TestResults.gpt("r1"));
            await().atMost(SOON)
                    .until(() -> events.records(topics.costEntries().name()).size() == 1);

            // When
            try (EmbeddedInfrastructure _ = EmbeddedInfrastructure.start(
                    EmbeddedOptions.throwAway().withParts(Part.POSTGRES).withPort(Part.POSTGRES, port))) {

                // Then
                await().atMost(SOON)
                        .until(() -> get(http, base, "/api/costs").body().contains("\"charges\":1"));
                await().atMost(SOON)
                        .until(() ->
                                get(http, base, "/actuator/health/readiness").statusCode() == 200);
            }
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body())
                    .contains("PostgreSQL jdbc:postgresql://127.0.0.1:" + port + "/diptych does not answer");
            assertThat(question.statusCode()).isEqualTo(503);
            assertThat(question.body()).contains("PostgreSQL, which holds the ledger, does not answer");
        }
    }

    private ConfigurableApplicationContext start(EmbeddedInfrastructure parts, int port) {
        JdbcAddress shape = new JdbcAddress("jdbc:postgresql://127.0.0.1:" + port + "/diptych", "diptych", "diptych");
        return DiptychService.start(
                "cost-service",
                CostApplication.class,
                Map.of(),
                "--diptych.kafka.bootstrap=" + parts.kafkaBootstrap(),
                "--diptych.registry.url=" + parts.registryUrl(),
                "--diptych.postgres.url=" + shape.url(),
                "--diptych.postgres.user=" + shape.user(),
                "--diptych.postgres.password=" + shape.password(),
                "--diptych.assets.root=" + folder.toUri(),
                "--diptych.state-dir=" + folder,
                "--diptych.topic-prefix=away.",
                "--diptych.models=gpt-image-2",
                "--diptych.cost.price-book=seed-000",
                "--diptych.provision=true");
    }

    private static HttpResponse<String> get(HttpClient http, URI base, String path)
            throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
