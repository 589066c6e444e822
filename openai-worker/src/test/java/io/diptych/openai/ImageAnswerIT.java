package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers as they come over the wire, through the SDK, that the simulator does not give.
class ImageAnswerIT {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private OpenAiConnection connection;
    private OpenAiImages images;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                seen.add(exchange.getRequestHeaders().keySet() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.getResponseHeaders().add("x-request-id", "req_1");
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        OpenAiProperties properties =
                Settings.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"), "sk-test");
        connection = new OpenAiConnection(properties);
        images = new OpenAiImages(connection, properties, InstantSource.system());
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

        // When
        Rendered rendered = rendered(answered(image(Base64.getEncoder().encodeToString(large), "")));

        // Then
        assertThat(rendered.bytes()).isEqualTo(large);
    }

    @Test
    void readsTheBreakdownOfTokens() {
        Rendered rendered = rendered(answered(image("AAEC", """
                ,"usage":{"total_tokens":1790,"input_tokens":30,"output_tokens":1760,
                 "input_tokens_details":{"text_tokens":24,"image_tokens":6},
                 "output_tokens_details":{"image_tokens":1756,"text_tokens":4}}""")));

        assertThat(rendered.usage()).isEqualTo(new Usage(24L, null, 6L, null, 4L, 1756L));
        assertThat(rendered.requestId()).isEqualTo("req_1");
        assertThat(rendered.mediaType()).isEqualTo("image/webp");
        assertThat(rendered.bytes()).containsExactly(0, 1, 2);
    }

    @Test
    void takesOutputWithoutABreakdownForTheImage() {
        Rendered rendered =
                rendered(answered(image("AAEC", ",\"usage\":{\"total_tokens\":16304,\"output_tokens\":16280}")));

        assertThat(rendered.usage()).isEqualTo(new Usage(null, null, null, null, null, 16280L));
    }

    @Test
    void aCountThatWasNotSentIsNotZero() {
        assertThat(rendered(answered(image("AAEC", ""))).usage()).isNull();
    }

    @Test
    void anAnswerWithoutAnImageIsBilledIfOutputWasCounted() {
        assertThat(failed(answered("{\"created\":1,\"data\":[],\"usage\":{\"output_tokens\":1756}}"))
                        .billing())
                .isEqualTo(Billing.BILLED);
        assertThat(failed(answered("{\"created\":1,\"data\":[],\"usage\":{\"output_tokens\":0}}"))
                        .billing())
                .isEqualTo(Billing.NOT_BILLED);
        assertThat(failed(answered("{\"created\":1,\"data\":[]}")).billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void whatIsNotBase64IsMalformed() {
        Failed failed = failed(answered(image("!!!", "")));

        assertThat(failed)
                .extracting(Failed::code, Failed::billing)
                .containsExactly(FailureCode.MALFORMED_RESPONSE, Billing.UNKNOWN);
    }

    @Test
    void aFieldOfAnotherTypeIsMalformed() {
        Failed failed = failed(answered("{\"created\":1,\"data\":\"none\"}"));

        assertThat(failed.code()).isEqualTo(FailureCode.MALFORMED_RESPONSE);
    }

    @Test
    void followsNoRedirect() {
        status = 307;

        Failed failed = failed(answered(""));

        assertThat(failed.code()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(seen).hasSize(1);
    }

    @Test
    void asksForWhatTheCallSaysAndTellsNothingElse() {
        answered(image("AAEC", ""));

        assertThat(seen)
                .singleElement()
                .asString()
                .contains("\"model\":\"gpt-image-2\"", "\"size\":\"1536x1024\"", "\"quality\":\"medium\"")
                .contains("\"output_format\":\"webp\"", "\"n\":1", "X-client-request-id")
                .doesNotContainIgnoringCase("x-stainless");
    }

    @Test
    void refusesAMediaTypeThatTheApiCannotMake() {
        Failed failed = failed(images.render(call("image/tiff")));

        assertThat(failed.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(failed.message()).contains("image/tiff", "image/png");
        assertThat(seen).isEmpty();
    }

    private ProviderOutcome answered(String json) {
        body = json;
        return images.render(call("image/webp"));
    }

    private static String image(String base64, String more) {
        return "{\"created\":1,\"output_format\":\"webp\",\"data\":[{\"b64_json\":\"" + base64 + "\"}]" + more + "}";
    }

    private static RenderCall call(String mediaType) {
        return RenderCall.generate("r1#0.1", "gpt-image-2", "A red kettle", "medium", "3:2", 1536, 1024, null)
                .withMediaType(mediaType);
    }

    private static Rendered rendered(ProviderOutcome outcome) {
        assertThat(outcome).isInstanceOf(Rendered.class);
        return (Rendered) outcome;
    }

    private static Failed failed(ProviderOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }
}
