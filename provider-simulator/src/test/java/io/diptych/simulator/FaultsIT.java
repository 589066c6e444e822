package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class FaultsIT {

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void aRateLimitSaysWhenToComeBackAndCostsNothing() {
        simulator.faults().add(FaultRule.always(FaultMode.RATE_LIMIT));

        HttpResponse<String> openAi = openAi();
        HttpResponse<String> gemini = gemini();

        assertThat(openAi.statusCode()).isEqualTo(429);
        assertThat(openAi.headers().firstValue("retry-after")).contains("1");
        assertThat(error(openAi).required("code").stringValue()).isEqualTo("rate_limit_exceeded");
        assertThat(gemini.statusCode()).isEqualTo(429);
        assertThat(error(gemini).required("status").stringValue()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error(gemini)
                        .required("details")
                        .get(2)
                        .required("retryDelay")
                        .stringValue())
                .isEqualTo("1s");
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void aServerErrorCostsNothing() {
        simulator.faults().add(FaultRule.always(FaultMode.SERVER_ERROR));

        assertThat(openAi().statusCode()).isEqualTo(500);
        assertThat(gemini().statusCode()).isEqualTo(503);
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void aRefusalNamesThePolicyAndCostsNothing() {
        simulator.faults().add(FaultRule.always(FaultMode.REFUSAL));

        HttpResponse<String> openAi = openAi();
        HttpResponse<String> gemini = gemini();

        assertThat(openAi.statusCode()).isEqualTo(400);
        assertThat(error(openAi).required("type").stringValue()).isEqualTo("image_generation_user_error");
        assertThat(error(openAi).required("code").stringValue()).isEqualTo("moderation_blocked");
        assertThat(gemini.statusCode()).isEqualTo(200);
        assertThat(Caller.json(gemini)
                        .required("candidates")
                        .get(0)
                        .required("finishReason")
                        .stringValue())
                .isEqualTo("IMAGE_SAFETY");
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void anEmptyAnswerHasNoImageAndCostsNothing() {
        simulator.faults().add(FaultRule.always(FaultMode.EMPTY));

        HttpResponse<String> openAi = openAi();
        HttpResponse<String> gemini = gemini();

        assertThat(openAi.statusCode()).isEqualTo(200);
        assertThat(Caller.json(openAi).required("data").size()).isZero();
        assertThat(gemini.body()).contains("NO_IMAGE").doesNotContain("inlineData");
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void aMalformedAnswerIsNoJsonAndIsBilled() {
        simulator.faults().add(FaultRule.always(FaultMode.MALFORMED));

        HttpResponse<String> openAi = openAi();

        assertThat(openAi.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Caller.json(openAi)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> Caller.json(gemini())).isInstanceOf(JacksonException.class);
        assertThat(simulator.invoice().lines()).hasSize(2);
    }

    @Test
    void aBlankImageIsBilled() throws IOException {
        simulator.faults().add(FaultRule.always(FaultMode.BLANK));

        BufferedImage image = imageOf(openAi());

        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(Arrays.stream(pixels).distinct().count()).isEqualTo(1);
        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    @Test
    void anImageOfWrongRatioIsBilledAsOrdered() throws IOException {
        simulator.faults().add(FaultRule.always(FaultMode.WRONG_RATIO));

        BufferedImage image = imageOf(openAi());

        assertThat(image.getWidth()).isEqualTo(768);
        assertThat(simulator.invoice().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.purchase().size()).isEqualTo("1024x1024"));
    }

    @Test
    void aCutAnswerBreaksOffAndIsBilled() {
        simulator.faults().add(FaultRule.always(FaultMode.CUT));

        assertThatThrownBy(this::openAi).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(this::gemini).isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.invoice().lines()).hasSize(2);
    }

    @Test
    void aHangingCallIsBilledThoughNobodyGetsAnAnswer() {
        simulator.faults().add(FaultRule.always(FaultMode.HANG));
        HttpRequest.Builder impatient = caller.openAi("/v1/images/generations").timeout(Duration.ofSeconds(1));

        assertThatThrownBy(() ->
                        caller.post(impatient, "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"quality\":\"low\"}"))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(simulator.invoice().lines()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(FaultMode.class)
    void anyFaultCanBeSetOverHttp(FaultMode mode) {
        HttpResponse<String> set = caller.post(
                caller.to("/simulator/faults"),
                "[{\"model\":\"gpt-image-2\",\"mode\":\"%s\",\"rate\":0.25,\"times\":3}]".formatted(mode.label()));

        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(caller.get(caller.to("/simulator/faults")).body())
                .isEqualTo("[{\"model\":\"gpt-image-2\",\"mode\":\"%s\",\"rate\":0.25,\"times\":3,\"struck\":0}]"
                        .formatted(mode.label()));
        caller.send(caller.to("/simulator/faults").DELETE());
        assertThat(caller.get(caller.to("/simulator/faults")).body()).isEqualTo("[]");
    }

    @Test
    void aRuleThatMakesNoSenseIsRefusedWhole() {
        HttpResponse<String> mode =
                caller.post(caller.to("/simulator/faults"), "[{\"mode\":\"hang\"},{\"mode\":\"explode\"}]");
        HttpResponse<String> rate = caller.post(caller.to("/simulator/faults"), "[{\"mode\":\"hang\",\"rate\":2}]");

        assertThat(mode.statusCode()).isEqualTo(400);
        assertThat(mode.body()).contains("rule 1").contains("explode").contains("wrong_ratio");
        assertThat(rate.body()).contains("rate is 2.0");
        assertThat(caller.post(caller.to("/simulator/faults"), "{}").statusCode())
                .isEqualTo(400);
        assertThat(simulator.faults().rules()).isEmpty();
    }

    private HttpResponse<String> openAi() {
        return caller.post(
                caller.openAi("/v1/images/generations"),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a kettle\",\"quality\":\"low\"}");
    }

    private HttpResponse<String> gemini() {
        return caller.post(
                caller.gemini("/v1beta/models/gemini-3.1-flash-image:generateContent"),
                "{\"contents\":[{\"parts\":[{\"text\":\"a kettle\"}]}]}");
    }

    private static JsonNode error(HttpResponse<String> response) {
        return Caller.json(response).required("error");
    }

    private static BufferedImage imageOf(HttpResponse<String> response) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Caller.json(response)
                .required("data")
                .get(0)
                .required("b64_json")
                .binaryValue()));
    }
}
