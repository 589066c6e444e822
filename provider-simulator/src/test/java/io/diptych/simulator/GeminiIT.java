package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.simulator.http.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class GeminiIT {

    private static final String PATH = "/v1beta/models/gemini-3.1-flash-image:generateContent";
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void answersInGeminisShape() throws IOException {
        HttpResponse<String> response = generate("""
                {"contents":[{"parts":[{"text":"Put the kettle on marble"},
                                       {"inlineData":{"data":"%s","mimeType":"image/png"}}],"role":"user"}],
                 "serviceTier":"flex",
                 "generationConfig":{"candidateCount":1,"responseModalities":["TEXT","IMAGE"],
                    "thinkingConfig":{"thinkingLevel":"minimal"},"imageConfig":{"aspectRatio":"4:5","imageSize":"2K"}}}
                """.formatted(PIXEL));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Server-Timing"))
                .get()
                .asString()
                .startsWith("gfet4t7; dur=");
        JsonNode body = Caller.json(response);
        assertThat(body.propertyNames())
                .containsExactlyInAnyOrder("candidates", "usageMetadata", "modelVersion", "responseId");
        JsonNode candidate = body.required("candidates").get(0);
        assertThat(candidate.required("finishReason").stringValue()).isEqualTo("STOP");
        assertThat(candidate.required("content").required("role").stringValue()).isEqualTo("model");
        JsonNode parts = candidate.required("content").required("parts");
        assertThat(parts.get(0).has("text")).isTrue();
        assertThat(parts.get(1).required("inlineData").required("mimeType").stringValue())
                .isEqualTo("image/png");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                parts.get(1).required("inlineData").required("data").binaryValue()));
        assertThat(image.getWidth()).isEqualTo(1856);
        assertThat(image.getHeight()).isEqualTo(2304);
        assertThat(body.required("usageMetadata").toString())
                .isEqualTo(
                        "{\"promptTokenCount\":1126,\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":6},"
                                + "{\"modality\":\"IMAGE\",\"tokenCount\":1120}],\"candidatesTokenCount\":1688,"
                                + "\"totalTokenCount\":2814,\"candidatesTokensDetails\":[{\"modality\":\"IMAGE\",\"tokenCount\":1680}]}");
        assertThat(body.required("modelVersion").stringValue()).isEqualTo("gemini-3.1-flash-image");
    }

    @Test
    void readsSnakeCaseToo() throws IOException {
        JsonNode body = Caller.json(generate("""
                        {"contents":[{"parts":[{"text":"a kettle"}]}],
                         "generation_config":{"response_modalities":["IMAGE"],
                            "image_config":{"aspect_ratio":"16:9","image_size":"512"}}}
                        """));

        JsonNode parts = body.required("candidates").get(0).required("content").required("parts");
        assertThat(parts.size()).isEqualTo(1);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                parts.get(0).required("inlineData").required("data").binaryValue()));
        assertThat(image.getWidth()).isEqualTo(688);
        assertThat(image.getHeight()).isEqualTo(384);
        assertThat(body.required("usageMetadata")
                        .required("candidatesTokenCount")
                        .intValue())
                .isEqualTo(747);
    }

    @Test
    void billsTheCall() {
        HttpResponse<String> response = caller.post(
                caller.gemini(PATH).header("X-Client-Request-Id", "job-1#0.1"),
                "{\"contents\":[{\"parts\":[{\"text\":\"%s\"}]}],\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}}"
                        .formatted("x".repeat(100)));

        assertThat(simulator.invoice().lines()).singleElement().satisfies(line -> {
            assertThat(line.amountMicros()).isEqualTo(67_213);
            assertThat(line.purchase().clientRequestId()).isEqualTo("job-1#0.1");
            assertThat(line.purchase().tier()).isEqualTo("1K");
            assertThat(line.purchase().lane().label()).isEqualTo("standard");
            assertThat(line.purchase().providerRequestId())
                    .isEqualTo(Caller.json(response).required("responseId").stringValue());
        });
    }

    @Test
    void v1HasNeverHeardOfImageOutput() {
        HttpResponse<String> response = caller.post(
                caller.gemini("/v1/models/gemini-3.1-flash-image:generateContent"),
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}}");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = Caller.json(response).required("error");
        assertThat(error.required("code").intValue()).isEqualTo(400);
        assertThat(error.required("status").stringValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.required("message").stringValue())
                .isEqualTo("Invalid JSON payload received. Unknown name \"responseModalities\" at 'generation_config':"
                        + " Cannot find field.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|contents",
                "{\"contents\":[{\"parts\":[{\"text\":\" \"}]}]}|contents",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"generationConfig\":{\"imageConfig\":{\"imageSize\":\"1k\"}}}|image_size",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"generationConfig\":{\"imageConfig\":{\"aspectRatio\":\"7:5\"}}}|aspect_ratio",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"generationConfig\":{\"responseModalities\":[\"TEXT\"]}}|modalities",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"generationConfig\":{\"candidateCount\":2}}|candidates",
                "not json|JSON"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        HttpResponse<String> response = generate(body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = Caller.json(response).required("error");
        assertThat(error.required("status").stringValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.required("message").stringValue()).contains(field);
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void doesNotKnowAModelThatIsNotThere() {
        HttpResponse<String> response = caller.post(
                caller.gemini("/v1beta/models/gemini-9:generateContent"),
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Caller.json(response).required("error").required("message").stringValue())
                .startsWith(
                        "models/gemini-9 is not found for API version v1beta, or is not supported for generateContent.");
    }

    @Test
    void wantsAKey() {
        String body = "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}";

        assertThat(caller.post(caller.to(PATH), body).statusCode()).isEqualTo(403);
        HttpResponse<String> wrong = caller.post(caller.to(PATH).header("x-goog-api-key", "invalid"), body);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("API key not valid");
    }

    @Test
    void listsItsModels() {
        JsonNode body = Caller.json(caller.get(caller.gemini("/v1beta/models")));

        assertThat(body.has("nextPageToken")).isFalse();
        assertThat(body.required("models")
                        .valueStream()
                        .map(model -> model.required("name").stringValue()))
                .contains(
                        "models/gemini-3.1-flash-image", "models/gemini-3-pro-image", "models/gemini-2.5-flash-image");
        assertThat(Caller.json(caller.get(caller.gemini("/v1beta/models/gemini-3.1-flash-image")))
                        .required("supportedGenerationMethods")
                        .toString())
                .isEqualTo("[\"generateContent\",\"batchGenerateContent\"]");
    }

    @Test
    void streamsInPieces() {
        String call = "{\"contents\":[{\"parts\":[{\"text\":\"A kettle\"}]}]}";

        HttpResponse<String> events = caller.post(caller.gemini(PATH.replace(":gen", ":streamGen") + "?alt=sse"), call);
        HttpResponse<String> list = caller.post(caller.gemini(PATH.replace(":gen", ":streamGen")), call);

        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<JsonNode> pieces = events.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.MAPPER.readTree(line.substring(6)))
                .toList();
        assertThat(pieces)
                .hasSize(3)
                .allSatisfy(piece -> assertThat(piece.has("responseId")).isTrue());
        assertThat(pieces.get(1)
                        .at("/candidates/0/content/parts/0/inlineData/data")
                        .isString())
                .isTrue();
        assertThat(pieces.getLast().at("/candidates/0/finishReason").stringValue())
                .isEqualTo("STOP");
        assertThat(pieces.getLast().at("/candidates/0/content/parts").isMissingNode())
                .isTrue();
        assertThat(pieces.getLast()
                        .at("/usageMetadata/candidatesTokensDetails/0/tokenCount")
                        .asInt())
                .isEqualTo(1120);
        assertThat(Caller.json(list)).hasSize(3);
        assertThat(simulator.invoice().lines()).hasSize(2);
    }

    @Test
    void answersGooglesWayWhereThereIsNoSuchPath() {
        assertThat(Caller.json(caller.get(caller.gemini("/v1beta/nothing")))
                        .at("/error/status")
                        .stringValue())
                .isEqualTo("NOT_FOUND");
    }

    private HttpResponse<String> generate(String body) {
        return caller.post(caller.gemini(PATH), body);
    }
}
