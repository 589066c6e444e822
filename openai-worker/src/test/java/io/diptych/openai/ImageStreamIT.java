package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.Mode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Streams as they come over the wire, through the SDK, that the simulator does not give.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageStreamIT {
    private static final String PARTIAL = event(
            "image_generation.partial_image",
            "\"b64_json\":\"AAEC\",\"partial_image_index\":0,\"output_format\":\"png\"");
    private static final String COMPLETED = event(
            "image_generation.completed",
            "\"b64_json\":\"AwQ=\",\"output_format\":\"webp\",\"usage\":{\"input_tokens\":7,\"output_tokens\":258,"
                    + "\"total_tokens\":265,\"input_tokens_details\":{\"text_tokens\":7,\"image_tokens\":0}}");

    private final List<Integer> shown = new ArrayList<>();
    private HttpServer server;
    private OpenAiConnection connection;
    private OpenAiImages images;
    private String body = "";

    @BeforeAll
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.getResponseHeaders().add("x-request-id", "req_1");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        OpenAiProperties properties =
                Settings.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"), "sk-test");
        connection = new OpenAiConnection(properties);
        images = new OpenAiImages(connection, properties, InstantSource.system());
    }

    @AfterAll
    void stop() {
        connection.close();
        server.stop(0);
    }

    @BeforeEach
    void forgetWhatWasShown() {
        shown.clear();
    }

    @Test
    void readsTheTokensOfAStream() {
        ProviderOutcome outcome = streamed(PARTIAL, COMPLETED);

        assertThat(outcome).isInstanceOfSatisfying(Rendered.class, rendered -> {
            assertThat(rendered.bytes()).containsExactly(3, 4);
            assertThat(rendered.mediaType()).isEqualTo("image/webp");
            assertThat(rendered.requestId()).isEqualTo("req_1");
            assertThat(rendered.usage()).isEqualTo(new Usage(7L, null, 0L, null, null, 258L));
        });
        assertThat(shown).containsExactly(0);
    }

    @Test
    void waitsForNoUnfinishedImageOnceItHasTheFinishedOne() {
        assertThat(streamed(COMPLETED, PARTIAL)).isInstanceOf(Rendered.class);
        assertThat(shown).isEmpty();
    }

    @Test
    void passesOverEventsItDoesNotKnow() {
        assertThat(streamed(event("image_generation.thinking", "\"x\":1"), COMPLETED))
                .isInstanceOf(Rendered.class);
    }

    @Test
    void passesOverAPreviewThatCannotBeRead() {
        String broken = PARTIAL.replace("AAEC", "!!!!");

        assertThat(streamed(broken, COMPLETED)).isInstanceOf(Rendered.class);
        assertThat(shown).isEmpty();
    }

    @Test
    void isSurelyNotBilledForARefusalBeforeAnythingWasShown() {
        String error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"image_generation_user_error\","
                + "\"code\":\"moderation_blocked\",\"message\":\"no\"}}\n\n";

        assertFailed(streamed(error), FailureCode.CONTENT_REFUSED, Billing.NOT_BILLED);
        assertFailed(streamed(PARTIAL, error), FailureCode.CONTENT_REFUSED, Billing.UNKNOWN);
    }

    @Test
    void doesNotKnowTheBillOfAServerThatBrokeDown() {
        String error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"server_error\"}}\n\n";

        assertFailed(streamed(error), FailureCode.UNAVAILABLE, Billing.UNKNOWN);
    }

    @Test
    void aStreamThatEndsWithoutAnImageIsEmpty() {
        assertFailed(streamed(PARTIAL), FailureCode.EMPTY_RESPONSE, Billing.UNKNOWN);
        assertFailed(streamed(), FailureCode.EMPTY_RESPONSE, Billing.UNKNOWN);
    }

    @Test
    void aFinishedImageThatIsNotBase64IsMalformed() {
        assertFailed(streamed(COMPLETED.replace("AwQ=", "!!!!")), FailureCode.MALFORMED_RESPONSE, Billing.UNKNOWN);
    }

    private ProviderOutcome streamed(String... events) {
        body = String.join("", events);
        return images.render(Inputs.call("a#0.1", Mode.GENERATE, (index, _, _) -> shown.add(index)));
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    private static void assertFailed(ProviderOutcome outcome, FailureCode code, Billing billing) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed)
                                .extracting(Failed::code, Failed::billing)
                                .containsExactly(code, billing));
    }
}
