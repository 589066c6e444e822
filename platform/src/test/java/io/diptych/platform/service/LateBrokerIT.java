package io.diptych.platform.service;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.Part;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service that starts before its broker, and loses it again.
class LateBrokerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(PlatformConfiguration.class)
    static class Service {
        @Bean
        Workload work() {
            return new Workload() {
                @Override
                public String name() {
                    return "late.work";
                }

                @Override
                public void run(StopSignal stop) throws InterruptedException {
                    stop.await();
                }
            };
        }
    }

    @Test
    void becomesReadyWhenTheBrokerComesWithoutARestart(@TempDir Path folder) throws Exception {
        int port = freePort();
        String[] args = {
            "--diptych.kafka.bootstrap=127.0.0.1:" + port,
            "--diptych.registry.url="
                    + EmbeddedInfrastructure.shared(Part.REGISTRY).registryUrl(),
            "--diptych.assets.root=" + folder.toUri(),
            "--diptych.topic-prefix=late" + port + ".",
            "--diptych.provision=true"
        };
        try (ConfigurableApplicationContext service = DiptychService.start("late", Service.class, Map.of(), args)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(readiness(service)
                                    .at("/components/workloads/details/late.work")
                                    .asString())
                            .isEqualTo("waits for: broker 127.0.0.1:" + port + " does not answer (listing topics)"));
            assertThat(readiness(service).get("status").asString()).isEqualTo("DOWN");
            assertThat(metrics(service))
                    .contains("diptych_workload_state{service=\"late\",workload=\"late.work\"} 0.0");

            try (var _ = EmbeddedInfrastructure.start(
                    EmbeddedOptions.throwAway().withParts(Part.BROKER).withPort(Part.BROKER, port))) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(
                                        readiness(service).get("status").asString())
                                .isEqualTo("UP"));
                assertThat(readiness(service)
                                .at("/components/workloads/details/late.work")
                                .asString())
                        .startsWith("runs since ");
                assertThat(metrics(service)).contains("workload=\"late.work\"} 1.0");
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(readiness(service)
                                    .at("/components/broker/details/missing")
                                    .asString())
                            .isEqualTo("broker 127.0.0.1:" + port + " does not answer"));
        }
    }

    private JsonNode readiness(ConfigurableApplicationContext service) throws Exception {
        return JsonMapper.shared().readTree(get(service, "/actuator/health/readiness"));
    }

    private String metrics(ConfigurableApplicationContext service) throws Exception {
        return get(service, "/actuator/prometheus");
    }

    private String get(ConfigurableApplicationContext service, String path) throws Exception {
        int port = requireNonNull(((WebServerApplicationContext) service).getWebServer())
                .getPort();
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
