package io.diptych.cost;

import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Part;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.testing.TestTopics;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as it is deployed, beside a real broker, a real registry and a real PostgreSQL. One for all test classes
/// of the module; it ends with the process.
final class CostStack {
    /// How long something may take that is to happen at once.
    static final Duration SOON = Duration.ofMinutes(3);

    private static final class Shared {
        static final CostStack STACK = new CostStack();
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final BusyReceiver receiver = BusyReceiver.start(2);
    private final ConfigurableApplicationContext service;
    private final TestTopics events;

    private CostStack() {
        EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY, Part.POSTGRES);
        Path folder = folder();
        service = DiptychService.start(
                "cost-service",
                CostApplication.class,
                Map.of(),
                "--diptych.kafka.bootstrap=" + parts.kafkaBootstrap(),
                "--diptych.registry.url=" + parts.registryUrl(),
                "--diptych.postgres.url=" + parts.postgres().url(),
                "--diptych.postgres.user=" + parts.postgres().user(),
                "--diptych.postgres.password=" + parts.postgres().password(),
                "--diptych.assets.root=" + folder.toUri(),
                "--diptych.state-dir=" + folder,
                "--diptych.topic-prefix=service.",
                "--diptych.models=gpt-image-2",
                "--diptych.cost.price-book=seed-000",
                "--diptych.cost.live.heartbeat=500ms",
                "--diptych.cost.alerts.webhook=" + receiver.address(),
                "--diptych.cost.alerts.secret=key",
                "--diptych.cost.alerts.pause=20ms",
                "--diptych.provision=true");
        events = new TestTopics(service.getBean(KafkaSettings.class), service.getBean(EventCodec.class));
        await().atMost(SOON)
                .until(() -> get("/actuator/health/readiness", "*/*").statusCode() == 200);
    }

    /// The one that runs.
    static CostStack shared() {
        return Shared.STACK;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("cost-stack-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes its alerts, after it has refused two calls.
    BusyReceiver receiver() {
        return receiver;
    }

    Topics topics() {
        return service.getBean(Topics.class);
    }

    TestTopics events() {
        return events;
    }

    <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return service.getBean(name, type);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path, "application/json").body());
    }

    HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return http.send(request(path, accept).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return http.send(request(path, "*/*").build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(address(path)).header("Accept", accept);
    }

    HttpClient http() {
        return http;
    }

    URI address(String path) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
