package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiEditIT {

    private static final String PATH = "/v1/images/edits";
    private static final int SIDE = 1024;

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void showsTheReferenceAndCountsIt() throws IOException {
        HttpResponse<String> response =
                edit(form("put it on marble").file("image", "image/png", Form.png(SIDE, SIDE, Color.RED)));

        assertThat(response.statusCode()).isEqualTo(200);
        BufferedImage image = image(Caller.json(response));
        assertThat(isAlike(image.getRGB(SIDE / 2, SIDE / 2), Color.BLUE)).isTrue();
        assertThat(isAlike(image.getRGB(20, 20), Color.RED)).isTrue();
        assertThat(Caller.json(response)
                        .path("usage")
                        .path("input_tokens_details")
                        .toString())
                .isEqualTo("{\"text_tokens\":4,\"image_tokens\":4354}");
        assertThat(simulator.invoice().lines()).singleElement().satisfies(line -> {
            assertThat(line.purchase().usage().imageIn()).isEqualTo(4354);
            assertThat(line.amountMicros()).isEqualTo(4 * 5 + 4354 * 8 + 196 * 30);
        });
    }

    @Test
    void changesOnlyWhatTheMaskLeavesOpen() throws IOException {
        byte[] original = Form.png(SIDE, SIDE, Color.GREEN);

        HttpResponse<String> response = edit(form("a red kettle")
                .file("image[]", "image/png", original)
                .file("mask", "image/png", Form.mask(SIDE, SIDE)));

        BufferedImage before = ImageIO.read(new ByteArrayInputStream(original));
        BufferedImage after = image(Caller.json(response));
        int changedInside = 0;
        for (int y = 0; y < SIDE; y += 3) {
            for (int x = 0; x < SIDE; x += 3) {
                boolean inside = Math.abs(x - SIDE / 2) < SIDE / 4 && Math.abs(y - SIDE / 2) < SIDE / 4;
                if (!inside) {
                    assertThat(after.getRGB(x, y)).isEqualTo(before.getRGB(x, y));
                } else if (after.getRGB(x, y) != before.getRGB(x, y)) {
                    changedInside++;
                }
            }
        }
        assertThat(changedInside).isPositive();
    }

    @Test
    void takesJsonWithDataUrls() {
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(Form.png(64, 64, Color.RED));

        HttpResponse<String> response = caller.post(
                caller.openAi(PATH),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"x\",\"quality\":\"low\",\"images\":[{\"image_url\":\"" + url
                        + "\"}]}");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnImageWithoutItsType() {
        assertRefused(
                form("x").file("image[]", "application/octet-stream", Form.png(64, 64, Color.RED)),
                "image[0]",
                "unsupported_file_mimetype");
    }

    @Test
    void refusesWhatIsNoImage() {
        assertRefused(form("x").file("image", "image/png", new byte[] {1, 2, 3}), "image", "invalid_image_file");
    }

    @Test
    void refusesAMaskOfAnotherSizeOrWithoutAlpha() {
        assertRefused(
                form("x")
                        .file("image", "image/png", Form.png(64, 64, Color.RED))
                        .file("mask", "image/png", Form.mask(32, 64)),
                "mask",
                "invalid_image_file");
        assertRefused(
                form("x")
                        .file("image", "image/png", Form.png(64, 64, Color.RED))
                        .file("mask", "image/png", Form.png(64, 64, Color.RED)),
                "mask",
                "invalid_image_format");
    }

    @Test
    void refusesMoreThanSixteenImagesAndNone() {
        Form many = form("x");
        for (int i = 0; i < 17; i++) {
            many.file("image[]", "image/png", Form.png(16, 16, Color.RED));
        }
        assertRefused(many, "image", "array_above_max_length");
        assertRefused(form("x"), "image", "missing_required_parameter");
    }

    @Test
    void refusesFidelityWhereItIsNotAChoice() {
        assertRefused(
                form("x").text("input_fidelity", "high").file("image", "image/png", Form.png(64, 64, Color.RED)),
                "input_fidelity",
                "invalid_input_fidelity_model");
    }

    @Test
    void leavesTheBackgroundOutWhereItShallBeTransparent() throws IOException {
        HttpResponse<String> response = caller.post(
                caller.openAi("/v1/images/generations"),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a jar\",\"quality\":\"low\",\"background\":\"transparent\"}");

        BufferedImage image = image(Caller.json(response));
        assertThat(image.getRGB(5, 5) >>> 24).isZero();
        assertThat(image.getRGB(SIDE / 2, SIDE / 2) >>> 24).isEqualTo(255);
    }

    @Test
    void makesJpegsWhereTheyAreAskedFor() {
        HttpResponse<String> response = caller.post(
                caller.openAi("/v1/images/generations"),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a jar\",\"quality\":\"low\",\"output_format\":\"jpeg\"}");

        JsonNode body = Caller.json(response);
        assertThat(body.path("output_format").stringValue()).isEqualTo("jpeg");
        assertThat(body.path("data").get(0).path("b64_json").binaryValue()).startsWith(0xFF, 0xD8);
    }

    private void assertRefused(Form form, String param, String code) {
        HttpResponse<String> response = edit(form);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = Caller.json(response).path("error");
        assertThat(error.path("param").stringValue()).isEqualTo(param);
        assertThat(error.path("code").stringValue()).isEqualTo(code);
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    private static Form form(String prompt) {
        return new Form().text("model", "gpt-image-2").text("prompt", prompt).text("quality", "low");
    }

    private HttpResponse<String> edit(Form form) {
        return caller.post(
                caller.to(PATH).header("Authorization", "Bearer sk-test").header("Content-Type", Form.TYPE),
                form.bytes());
    }

    private static BufferedImage image(JsonNode body) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(
                body.path("data").get(0).path("b64_json").binaryValue()));
    }

    private static boolean isAlike(int rgb, Color colour) {
        Color seen = new Color(rgb);
        return Math.abs(seen.getRed() - colour.getRed()) < 8
                && Math.abs(seen.getGreen() - colour.getGreen()) < 8
                && Math.abs(seen.getBlue() - colour.getBlue()) < 8;
    }
}
