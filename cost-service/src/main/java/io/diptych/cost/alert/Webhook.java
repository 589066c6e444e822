package io.diptych.cost.alert;

import io.diptych.events.CostAlert;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/// Posts alerts as JSON. The header `Diptych-Signature` is `sha256=` and the HMAC-SHA256 of the body in hexadecimal
/// digits; `Diptych-Alert` is the alert's id, which stays the same when it is sent again.
final class Webhook implements AutoCloseable {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SUCCESS = 200;
    private static final int REDIRECT = 300;

    private final URI address;
    private final SecretKeySpec key;
    private final Duration timeout;
    private final HttpClient http = HttpClient.newHttpClient();

    Webhook(URI address, String secret, Duration timeout) {
        this.address = address;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.timeout = timeout;
    }

    /// Sends an alert once.
    ///
    /// @throws IOException when it was not taken
    void send(CostAlert alert) throws IOException, InterruptedException {
        byte[] body = body(alert);
        HttpResponse<Void> answer = http.send(
                HttpRequest.newBuilder(address)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .header("Diptych-Alert", alert.getAlertId())
                        .header("Diptych-Signature", signature(body))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() < SUCCESS || answer.statusCode() >= REDIRECT) {
            throw new IOException("webhook answers HTTP " + answer.statusCode() + ", must be 2xx");
        }
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] body(CostAlert alert) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("alertId", alert.getAlertId());
        shown.put("tenant", alert.getTenant());
        shown.put("kind", alert.getKind().name());
        shown.put("subject", alert.getSubject());
        shown.put("measured", alert.getMeasured());
        shown.put("expected", alert.getExpected());
        shown.put("message", alert.getMessage());
        shown.put("occurredAt", alert.getOccurredAt().toString());
        return JsonMapper.shared().writeValueAsBytes(shown);
    }

    @Override
    public void close() {
        http.close();
    }
}
