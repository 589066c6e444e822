package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ArkIT {

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void saysWhereTheImageIs() {
        JsonNode body = Caller.json(generate("\"model\":\"seedream-4-0-250828\",\"size\":\"1K\""));

        JsonNode one = body.path("data").get(0);
        assertThat(one.path("size").stringValue()).isEqualTo("1024x1024");
        assertThat(body.path("usage").toString())
                .isEqualTo("{\"generated_images\":1,\"output_tokens\":4096,\"total_tokens\":4096}");
        HttpResponse<String> image =
                caller.get(caller.to(one.path("url").stringValue().replaceFirst("http://[^/]+", "")));
        assertThat(image.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(simulator.invoice().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.amountMicros()).isEqualTo(30_000));
    }

    @Test
    void carriesTheImageWhereThatIsAskedFor() {
        JsonNode body = Caller.json(
                generate("\"model\":\"z-image-turbo\",\"size\":\"512*768\",\"response_format\":\"b64_json\""));

        assertThat(body.path("data").get(0).path("b64_json").binaryValue()).startsWith(0x89, 'P');
        assertThat(body.has("usage")).isFalse();
        assertThat(simulator.invoice().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.amountMicros()).isEqualTo(15_000));
    }

    @Test
    void refusesOneImageInAGoodAnswer() {
        simulator.faults().add(FaultRule.always(FaultMode.REFUSAL));

        HttpResponse<String> response = generate("\"model\":\"seedream-4-0-250828\",\"size\":\"1K\"");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Caller.json(response)
                        .path("data")
                        .get(0)
                        .path("error")
                        .path("code")
                        .stringValue())
                .isEqualTo("OutputImageSensitiveContentDetected");
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void takesNoCount() {
        HttpResponse<String> response = generate("\"model\":\"seedream-4-0-250828\",\"n\":1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Caller.json(response).path("error").path("code").stringValue())
                .isEqualTo("InvalidParameter");
    }

    private HttpResponse<String> generate(String fields) {
        return caller.post(caller.openAi("/api/v3/images/generations"), "{\"prompt\":\"a jar\"," + fields + "}");
    }
}
