package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OpenAiIT {

    private static final String PATH = "/v1/images/generations";
    private static final String PROMPT = "x".repeat(100);

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void answersInOpenAisShape() throws IOException {
        HttpResponse<String> response = generate("""
                {"model":"gpt-image-2","prompt":"%s","quality":"medium","size":"1536x1024","n":2,"background":"opaque",
                 "output_format":"png","moderation":"low","safety_identifier":"tenant-1","output_compression":85}
                """.formatted(PROMPT));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-request-id"))
                .get()
                .asString()
                .startsWith("req_");
        assertThat(response.headers().firstValue("openai-processing-ms")).isPresent();
        assertThat(response.headers()
                        .firstValueAsLong("x-ratelimit-remaining-requests")
                        .orElseThrow())
                .isBetween(49_999L, 50_000L);
        assertThat(response.headers().firstValue("x-ratelimit-reset-input-images"))
                .isPresent();
        JsonNode body = Caller.json(response);
        assertThat(body.propertyNames())
                .containsExactlyInAnyOrder(
                        "created", "background", "output_format", "quality", "size", "data", "usage");
        assertThat(body.required("created").isIntegralNumber()).isTrue();
        assertThat(body.required("size").stringValue()).isEqualTo("1536x1024");
        assertThat(body.required("quality").stringValue()).isEqualTo("medium");
        assertThat(body.required("usage").toString())
                .isEqualTo("{\"total_tokens\":2769,\"input_tokens\":25,\"output_tokens\":2744,"
                        + "\"input_tokens_details\":{\"text_tokens\":25,\"image_tokens\":0},"
                        + "\"output_tokens_details\":{\"image_tokens\":2744,\"text_tokens\":0}}");
        assertThat(body.required("data").size()).isEqualTo(2);
        byte[] first = body.required("data").get(0).required("b64_json").binaryValue();
        byte[] second = body.required("data").get(1).required("b64_json").binaryValue();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(first));
        assertThat(image.getWidth()).isEqualTo(1536);
        assertThat(image.getHeight()).isEqualTo(1024);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void billsTheCall() {
        HttpResponse<String> response = caller.post(
                caller.openAi(PATH).header("X-Client-Request-Id", "job-1#0.1"),
                "{\"model\":\"gpt-image-2-2026-04-21\",\"prompt\":\"%s\"}".formatted(PROMPT));

        assertThat(simulator.invoice().lines()).singleElement().satisfies(line -> {
            assertThat(line.amountMicros()).isEqualTo(52_805);
            assertThat(line.purchase().model()).isEqualTo("gpt-image-2");
            assertThat(line.purchase().clientRequestId()).isEqualTo("job-1#0.1");
            assertThat(line.purchase().providerRequestId())
                    .isEqualTo(response.headers().firstValue("x-request-id").orElseThrow());
            assertThat(line.purchase().tier()).isEqualTo("medium");
            assertThat(line.purchase().size()).isEqualTo("1024x1024");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"prompt\":\"a\"}|400|model|missing_required_parameter",
                "{\"model\":\"gpt-image-2\"}|400|prompt|missing_required_parameter",
                "{\"model\":\"gpt-image-2\",\"prompt\":7}|400|prompt|invalid_type",
                "{\"model\":\"dall-e-3\",\"prompt\":\"a\"}|404|model|model_not_found",
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"n\":0}|400|n|integer_below_min_value",
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"n\":11}|400|n|integer_above_max_value",
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"n\":\"two\"}|400|n|invalid_type",
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"size\":\"1000x1000\"}|400|size|invalid_value",
                "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a\",\"size\":\"1536x864\"}|400|size|invalid_value",
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"quality\":\"xhigh\"}|400|quality|invalid_value",
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"output_format\":\"bmp\"}|400|output_format|invalid_value",
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"background\":\"blue\"}|400|background|invalid_value"
            })
    void namesTheParameterThatIsWrong(String body, int status, String param, String code) {
        HttpResponse<String> response = generate(body);

        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = Caller.json(response).required("error");
        assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.required("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.required("param").stringValue()).isEqualTo(param);
        assertThat(error.required("code").stringValue()).isEqualTo(code);
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void refusesAPromptThatIsTooLong() {
        HttpResponse<String> longest = generate(
                "{\"model\":\"gpt-image-2\",\"quality\":\"low\",\"prompt\":\"%s\"}".formatted("y".repeat(32_000)));
        HttpResponse<String> tooLong = generate(
                "{\"model\":\"gpt-image-2\",\"quality\":\"low\",\"prompt\":\"%s\"}".formatted("y".repeat(32_001)));

        assertThat(longest.statusCode()).isEqualTo(200);
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.body()).contains("string_above_max_length").contains("32001");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(generate("{\"model\":").statusCode()).isEqualTo(400);
        assertThat(generate("[]").statusCode()).isEqualTo(400);
    }

    @Test
    void wantsAKey() {
        HttpResponse<String> none = caller.post(caller.to(PATH), "{\"model\":\"gpt-image-2\",\"prompt\":\"a\"}");
        HttpResponse<String> wrong = caller.post(
                caller.to(PATH).header("Authorization", "Bearer invalid-key"),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\"}");

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(Caller.json(wrong).required("error").required("code").stringValue())
                .isEqualTo("invalid_api_key");
        assertThat(wrong.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void listsItsModels() {
        JsonNode body = Caller.json(caller.get(caller.openAi("/v1/models")));

        assertThat(body.required("object").stringValue()).isEqualTo("list");
        assertThat(body.required("data")
                        .valueStream()
                        .map(model -> model.required("id").stringValue()))
                .contains("gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5");
        assertThat(caller.get(caller.openAi("/v1/models/gpt-image-2")).statusCode())
                .isEqualTo(200);
        assertThat(caller.get(caller.openAi("/v1/models/dall-e-2")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void drawsTheSameImageForTheSameSeed() {
        String body = "{\"model\":\"gpt-image-2\",\"prompt\":\"a red kettle\",\"quality\":\"low\"}";
        String first = image(generate(body));

        try (Simulator same = Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
                Simulator other = Simulator.start(
                        SimulatorOptions.defaults().withSpeed(1000).withSeed(43));
                Caller toSame = new Caller(same);
                Caller toOther = new Caller(other)) {
            assertThat(image(toSame.post(toSame.openAi(PATH), body))).isEqualTo(first);
            assertThat(image(toOther.post(toOther.openAi(PATH), body))).isNotEqualTo(first);
        }
    }

    @Test
    void servesManyCallsAtOnce() throws Exception {
        String body = "{\"model\":\"gpt-image-2\",\"prompt\":\"a red kettle\",\"quality\":\"low\"}";

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> calls = callers.invokeAll(IntStream.range(0, 64)
                    .mapToObj(i -> (Callable<HttpResponse<String>>) () -> generate(body))
                    .toList());
            for (Future<HttpResponse<String>> call : calls) {
                assertThat(call.get().statusCode()).isEqualTo(200);
            }
        }

        assertThat(simulator.invoice().lines()).hasSize(64);
        assertThat(simulator.invoice().totalMicros()).isEqualTo(64 * (3 * 5 + 196 * 30));
    }

    private static String image(HttpResponse<String> response) {
        return Caller.json(response)
                .required("data")
                .get(0)
                .required("b64_json")
                .stringValue();
    }

    private HttpResponse<String> generate(String body) {
        return caller.post(caller.openAi(PATH), body);
    }
}
