package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.worker.contract.ImageProviderContract;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Usage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The contract of adapters, kept by OpenAI's edits, and what is particular to them.
class OpenAiEditsIT extends ImageProviderContract {
    @Override
    protected ImageProvider provider(URI simulator, String apiKey, List<AutoCloseable> opened) {
        OpenAiProperties properties = Settings.of(simulator.resolve("/v1"), apiKey);
        OpenAiConnection connection = new OpenAiConnection(properties);
        opened.add(connection);
        return new OpenAiImages(connection, properties, InstantSource.system());
    }

    @Override
    protected RenderCall call(String attemptId) {
        return Inputs.edit(attemptId, Inputs.png(Color.RED));
    }

    @Override
    protected RenderCall invalidCall(String attemptId) {
        return Inputs.edit(attemptId);
    }

    @Test
    void changesOnlyWhatTheMaskLeavesOpen() throws IOException {
        ProviderOutcome outcome = images().render(Inputs.edit("e1#0.1", Inputs.png(Color.GREEN), Inputs.mask()));

        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(rendered(outcome).bytes()));
        assertThat(image.getRGB(Inputs.WIDTH - 10, 10)).isEqualTo(Color.GREEN.getRGB());
        assertThat(image.getRGB(10, 10)).isNotEqualTo(Color.GREEN.getRGB());
    }

    @Test
    void sendsSixteenImagesOfSeveralTypes() {
        InputImage[] inputs = new InputImage[16];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = i % 2 == 0 ? Inputs.png(Color.RED) : Inputs.jpeg(Color.BLUE);
        }

        Usage usage = Objects.requireNonNull(
                rendered(images().render(Inputs.edit("e2#0.1", inputs))).usage());

        assertThat(usage.imageIn()).isPositive();
        assertThat(simulator().invoice().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.purchase().usage().imageIn()).isEqualTo(usage.imageIn()));
    }

    @Test
    void sendsTheSameCallTwice() {
        ImageProvider images = images();
        RenderCall call = Inputs.edit("e3#0.1", Inputs.png(Color.RED));

        rendered(images.render(call));
        rendered(images.render(call));

        assertThat(simulator().invoice().lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line.purchase().usage().imageIn()).isPositive());
    }

    private ImageProvider images() {
        return provider(simulator().baseUrl(), "simulated", opened);
    }

    private static Rendered rendered(ProviderOutcome outcome) {
        assertThat(outcome).isInstanceOf(Rendered.class);
        return (Rendered) outcome;
    }

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeThese() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        opened.clear();
    }
}
