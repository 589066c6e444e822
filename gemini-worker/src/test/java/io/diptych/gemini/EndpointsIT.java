package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.FailureCode;
import io.diptych.events.ReferenceRole;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images on each of Google's endpoints: with references, in every size, by their seed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointsIT {
    private Simulator simulator;

    @BeforeAll
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().withSpeed(500));
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    @BeforeEach
    void forget() {
        simulator.invoice().clear();
    }

    @ParameterizedTest
    @CsvSource({"gemini", "express", "project"})
    void drawsFromFourteenReferencesInTheirOrder(String endpoint) throws IOException {
        List<InputImage> references =
                IntStream.range(0, 14).mapToObj(i -> reference("ref" + i)).toList();

        try (GeminiConnection connection = connection(endpoint)) {
            Rendered drawn = (Rendered) images(connection).render(call("e1#0.1").withReferences(references));

            BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawn.bytes()));
            assertThat(image.getWidth()).isEqualTo(928);
            assertThat(Objects.requireNonNull(drawn.usage()).imageIn()).isEqualTo(14 * 1120L);
            BufferedImage first =
                    ImageIO.read(new ByteArrayInputStream(references.getFirst().bytes()));
            assertThat(image.getRGB(1, image.getHeight() - 66 + 1) & 0xF0F0F0).isEqualTo(first.getRGB(0, 0) & 0xF0F0F0);
            assertThat(simulator.invoice().lines())
                    .singleElement()
                    .extracting(line -> line.purchase().usage().imageIn())
                    .isEqualTo(14 * 1120L);
        }
    }

    @Test
    void refusesAFifteenthReference() {
        List<InputImage> references =
                IntStream.range(0, 15).mapToObj(i -> reference("ref" + i)).toList();

        try (GeminiConnection connection = connection("gemini")) {
            assertThat(images(connection).render(call("e2#0.1").withReferences(references)))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.INVALID_REQUEST));
            assertThat(simulator.invoice().lines()).isEmpty();
        }
    }

    @Test
    void choosesTheMediaTypeOnVertex() {
        try (GeminiConnection connection = connection("project")) {
            Rendered drawn = (Rendered) images(connection).render(call("e3#0.1").withMediaType("image/jpeg"));

            assertThat(drawn.mediaType()).isEqualTo("image/jpeg");
            assertThat(drawn.bytes()).startsWith(0xFF, 0xD8);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5K,1:1,512", "2K,4:5,1856", "1K,21:9,1584", "1K,1:8,384", "4K,9:16,3072"})
    void drawsInEverySize(String tier, String ratio, int width) throws IOException {
        try (GeminiConnection connection = connection("gemini")) {
            RenderCall call = RenderCall.generate(
                    "e4#0.1", "gemini-3.1-flash-image", "A red kettle", tier, ratio, width, 1, null);
            Rendered drawn = (Rendered) images(connection).render(call);

            assertThat(ImageIO.read(new ByteArrayInputStream(drawn.bytes())).getWidth())
                    .isEqualTo(width);
        }
    }

    @Test
    void vertexWithoutAValidTokenIsAnAuthenticationFailure() {
        GeminiProperties properties = Calls.properties(simulator.baseUrl(), "invalid-key")
                .withVertex(new GeminiProperties.Vertex(null, "global"));
        try (GeminiConnection connection = new GeminiConnection(properties)) {
            assertThat(new GeminiImages(connection, properties, InstantSource.system()).render(call("e5#0.1")))
                    .isInstanceOf(Failed.class);
            assertThat(simulator.invoice().lines()).isEmpty();
        }
    }

    private GeminiImages images(GeminiConnection connection) {
        return new GeminiImages(connection, Calls.properties(simulator.baseUrl(), "simulated"), InstantSource.system());
    }

    private GeminiConnection connection(String endpoint) {
        GeminiProperties.@Nullable Vertex vertex = switch (endpoint) {
            case "express" -> new GeminiProperties.Vertex(null, "global");
            case "project" -> new GeminiProperties.Vertex("acme", "us-central1");
            default -> null;
        };
        return new GeminiConnection(
                Calls.properties(simulator.baseUrl(), "simulated").withVertex(vertex), VeoOperationsIT::credentials);
    }

    private static RenderCall call(String attemptId) {
        return Calls.call(attemptId);
    }

    private static InputImage reference(String name) {
        return new InputImage(ReferenceRole.SUBJECT, Calls.picture(name), "image/png", 8, 8);
    }
}
