package io.diptych.cost.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diptych.events.AlertKind;
import io.diptych.events.CostAlert;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private final AtomicInteger status = new AtomicInteger(204);
    private final AtomicReference<String> body = new AtomicReference<>("");
    private final AtomicReference<String> signature = new AtomicReference<>("");
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void signsWhatItSends() throws Exception {
        try (Webhook webhook = webhook()) {
            webhook.send(alert());
        }

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(signature.get())
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(body.get().getBytes(StandardCharsets.UTF_8))));
        assertThat(body.get())
                .contains("\"alertId\":\"a-1\"")
                .contains("\"kind\":\"BUDGET_EXHAUSTED\"")
                .contains("\"occurredAt\":\"2026-11-20T10:00:00Z\"");
    }

    @Test
    void saysSoWhenItIsNotTaken() throws Exception {
        status.set(500);

        try (Webhook webhook = webhook()) {
            assertThatThrownBy(() -> webhook.send(alert()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("webhook answers HTTP 500, must be 2xx");
        }
    }

    @Test
    void wantsAKeyAndKeepsItToItself() {
        URI address = URI.create("http://127.0.0.1/");

        assertThatThrownBy(() -> new AlertProperties(address, " ", 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("diptych.cost.alerts.secret is empty");
        assertThat(new AlertProperties(address, "hidden", 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .asString()
                .doesNotContain("hidden");
    }

    private Webhook webhook() {
        return new Webhook(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "secret", Duration.ofSeconds(5));
    }

    private void take(HttpExchange exchange) throws IOException {
        body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        signature.set(String.valueOf(exchange.getRequestHeaders().getFirst("Diptych-Signature")));
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }

    private static CostAlert alert() {
        assertThat(new Topics("").costAlerts().name()).isEqualTo("cost.alerts");
        return CostAlert.newBuilder()
                .setAlertId("a-1")
                .setTenant("acme")
                .setKind(AlertKind.BUDGET_EXHAUSTED)
                .setSubject("acme-month")
                .setMessage("nothing is left")
                .setOccurredAt(Instant.parse("2026-11-20T10:00:00Z"))
                .build();
    }
}
