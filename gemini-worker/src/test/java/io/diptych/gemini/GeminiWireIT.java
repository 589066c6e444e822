package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider.Progress;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers as they come over the wire, through the SDK, that the simulator does not give.
class GeminiWireIT {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private GeminiConnection connection;
    private GeminiImages images;
    private GeminiBatches batches;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                seen.add(exchange.getRequestURI().getPath() + " "
                        + exchange.getRequestHeaders().entrySet() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        GeminiProperties properties = Calls.properties(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "AIza-test");
        connection = new GeminiConnection(properties);
        images = new GeminiImages(connection, properties, InstantSource.system());
        batches = new GeminiBatches(connection, properties);
    }

    @AfterEach
    void stop() {
        connection.close();
        server.stop(0);
    }

    @Test
    void readsAnImageAboveFifteenMegabytes() {
        // Given
        byte[] large = new byte[17 << 20];
        large[large.length - 1] = 7;
        body = "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\""
                + Base64.getEncoder().encodeToString(large) + "\"}}]},\"finishReason\":\"STOP\"}]}";

        // When
        var outcome = images.render(Calls.call("r1#0.1"));

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rendered.class, rendered -> assertThat(rendered.bytes()).isEqualTo(large));
    }

    @Test
    void asksForOneImageOnTheVersionThatCanMakeIt() {
        // Given
        body = "{}";

        // When
        images.render(Calls.call("r2#0.1"));

        // Then
        assertThat(seen)
                .singleElement()
                .asString()
                .startsWith("/v1beta/models/gemini-3.1-flash-image:generateContent ")
                .contains("X-client-request-id=[r2#0.1]", "X-goog-api-key=[AIza-test]")
                .contains("\"responseModalities\":[\"IMAGE\"]", "\"aspectRatio\":\"4:5\"", "\"imageSize\":\"1K\"");
    }

    @Test
    void knowsABadKeyByItsReason() {
        // Given
        status = 400;
        body = """
                {"error":{"code":400,"message":"any words","status":"INVALID_ARGUMENT","details":[
                 {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""";

        // When
        Failed failed = (Failed) images.render(Calls.call("r3#0.1"));

        // Then
        assertThat(failed)
                .extracting(Failed::code, Failed::billing)
                .containsExactly(FailureCode.AUTHENTICATION, Billing.NOT_BILLED);
    }

    @Test
    void doesNotSleepAfterAFailure() {
        // Given
        status = 503;
        body = "<h1>overloaded</h1>";
        long started = System.nanoTime();

        // When
        for (int i = 0; i < 10; i++) {
            images.render(Calls.call("r4#" + i + ".1"));
        }

        // Then
        assertThat(seen).hasSize(10);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void doesNotKnowTheBillOfAnExceededDeadline() {
        // Given
        status = 504;
        body = "{\"error\":{\"code\":504,\"message\":\"d\",\"status\":\"DEADLINE_EXCEEDED\"}}";

        // When
        Failed failed = (Failed) images.render(Calls.call("r5#0.1"));

        // Then
        assertThat(failed)
                .extracting(Failed::code, Failed::billing)
                .containsExactly(FailureCode.TIMEOUT, Billing.UNKNOWN);
    }

    @Test
    void followsNoRedirect() {
        // Given
        status = 307;

        // When
        Failed failed = (Failed) images.render(Calls.call("r6#0.1"));

        // Then
        assertThat(failed.code()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELLED", "EXPIRED"})
    void aBatchThatCameToNothingEndsWithoutOutcomes(String state) throws BatchException {
        // Given
        body = "{\"name\":\"batches/1\",\"metadata\":{\"state\":\"BATCH_STATE_" + state
                + "\"},\"done\":true,\"error\":{\"code\":13,\"message\":\"boom\"}}";

        // When, Then
        assertThat(batches.poll("batches/1")).isEqualTo(new Progress.Ended(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "RUNNING", "SOMETHING_NEW"})
    void aBatchThatHasNotEndedIsPending(String state) throws BatchException {
        // Given
        body = "{\"name\":\"batches/1\",\"metadata\":{\"state\":\"BATCH_STATE_" + state + "\"}}";

        // When, Then
        assertThat(batches.poll("batches/1")).isEqualTo(new Progress.Pending());
    }

    @Test
    void aBatchThatSucceededWithoutResultsIsNotTakenForEmpty() {
        // Given
        body = "{\"name\":\"batches/1\",\"metadata\":{\"state\":\"BATCH_STATE_SUCCEEDED\"},\"done\":true}";

        // When, Then
        assertThatThrownBy(() -> batches.poll("batches/1"))
                .isInstanceOfSatisfying(
                        BatchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MALFORMED_RESPONSE));
    }

    @Test
    void submitsItemsUnderOurKeys() throws BatchException {
        // Given
        body = "{\"name\":\"batches/1\",\"metadata\":{\"state\":\"BATCH_STATE_PENDING\"}}";

        // When
        String id = batches.submit("b1", "gemini-3.1-flash-image", List.of(Calls.call("r7#0.1"), Calls.call("r7#1.1")));

        // Then
        assertThat(id).isEqualTo("batches/1");
        assertThat(seen)
                .singleElement()
                .asString()
                .startsWith("/v1beta/models/gemini-3.1-flash-image:batchGenerateContent ")
                .contains("X-client-request-id=[b1]", "\"displayName\":\"b1\"")
                .contains("\"metadata\":{\"key\":\"r7#0.1\"}", "\"metadata\":{\"key\":\"r7#1.1\"}");
    }
}
