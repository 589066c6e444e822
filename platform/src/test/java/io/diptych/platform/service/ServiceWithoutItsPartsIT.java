package io.diptych.platform.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.platform.tracing.KafkaTracing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two services in one JVM; neither broker nor registry is there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceWithoutItsPartsIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private List<ConfigurableApplicationContext> services = List.of();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(PlatformConfiguration.class)
    static class Service {}

    @BeforeAll
    void start(@TempDir Path folder) {
        String[] args = {
            "--diptych.kafka.bootstrap=127.0.0.1:1",
            "--diptych.registry.url=http://127.0.0.1:2",
            "--diptych.assets.root=" + folder.toUri()
        };
        services = List.of(
                DiptychService.start("one-service", Service.class, Map.of(), args),
                DiptychService.start("other-service", Service.class, Map.of(), args));
    }

    @AfterAll
    void stop() {
        services.forEach(ConfigurableApplicationContext::close);
        http.close();
    }

    @Test
    void isAlive() throws Exception {
        HttpResponse<String> answer = get(0, "/actuator/health/liveness");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void isNotReadyAndSaysWhatIsMissing() throws Exception {
        HttpResponse<String> answer = get(0, "/actuator/health/readiness");

        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode parts = JsonMapper.shared().readTree(answer.body()).get("components");
        assertThat(parts.at("/broker/details/missing").asString()).isEqualTo("broker 127.0.0.1:1 does not answer");
        assertThat(parts.at("/registry/details/missing").asString())
                .isEqualTo("registry http://127.0.0.1:2 does not answer");
        assertThat(parts.at("/assetStore/status").asString()).isEqualTo("UP");
        assertThat(parts.at("/workloads/status").asString()).isEqualTo("UP");
    }

    @Test
    void eachHasMetricsOfItsOwn() throws Exception {
        assertThat(get(0, "/actuator/prometheus").body())
                .contains("service=\"one-service\"")
                .doesNotContain("other-");
        assertThat(get(1, "/actuator/prometheus").body())
                .contains("service=\"other-service\"")
                .doesNotContain("one-");
    }

    @Test
    void readsItsOwnFileOverTheSharedOne() {
        assertThat(services)
                .extracting(service -> service.getEnvironment().getProperty("server.tomcat.threads.max"))
                .containsExactly("16", "3");
        assertThat(services)
                .extracting(service -> service.getBean(DiptychProperties.class).shutdownGrace())
                .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(7));
    }

    @Test
    void tracesWorkAndTellsTheLog() {
        var consumed = new RecordHeaders()
                .add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8));

        for (ConfigurableApplicationContext service : services) {
            KafkaTracing tracing = service.getBean(KafkaTracing.class);
            String traceInLog = tracing.within("test.work", consumed, () -> MDC.get("traceId"));
            var sent = tracing.within("test.work", consumed, () -> tracing.onward(consumed));

            assertThat(traceInLog).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(sent.lastHeader("traceparent").value())
                    .asString(UTF_8)
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
        }
    }

    private HttpResponse<String> get(int service, String path) throws Exception {
        int port = requireNonNull(((WebServerApplicationContext) services.get(service)).getWebServer())
                .getPort();
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
