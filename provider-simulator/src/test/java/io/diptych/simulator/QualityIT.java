package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QualityIT {

    private static final String PATH = "/simulator/quality";

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void makesAModelGetThingsWrongAndRightAgain() throws IOException {
        HttpResponse<String> set = put("{\"gpt-image-2\":{\"wrong_ratio\":1}}");
        int narrow = width();
        HttpResponse<String> reset = caller.send(caller.to(PATH).DELETE());
        int right = width();

        assertThat(set.body()).isEqualTo("{\"gpt-image-2\":{\"wrong_ratio\":1.0}}");
        assertThat(reset.body()).isEqualTo("{}");
        assertThat(narrow).isEqualTo(768);
        assertThat(right).isEqualTo(1024);
        assertThat(simulator.invoice().lines()).hasSize(2);
    }

    @Test
    void namesWhatIsNoProfile() {
        assertThat(put("{\"m\":{\"ugly\":1}}").body()).contains("flaw is 'ugly'");
        assertThat(put("{\"m\":{\"blank\":\"often\"}}").statusCode()).isEqualTo(400);
        assertThat(put("[").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> put(String body) {
        return caller.send(caller.to(PATH).PUT(BodyPublishers.ofString(body)));
    }

    private int width() throws IOException {
        HttpResponse<String> response = caller.post(
                caller.openAi("/v1/images/generations"),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a jar\",\"quality\":\"low\"}");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                Caller.json(response).path("data").get(0).path("b64_json").binaryValue()));
        return image.getWidth();
    }
}
