package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.Mode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Hosts that speak OpenAI's dialect in their own way, by configuration alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompatibleHostIT {
    private static final String SEEDREAM = "seedream-4-0-250828";
    private static final String Z_IMAGE = "z-image-turbo";

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSpeed(500));
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(simulator));

    private final OpenAiImages seedream = host(Map.of(
            "provider", "byteplus",
            "dialect.count", "false",
            "dialect.quality", "false",
            "dialect.output-format", "false",
            "dialect.size", "tier",
            "dialect.references", "body",
            "dialect.max-references", "14",
            "dialect.streaming", "false",
            "dialect.batches", "false",
            "dialect.body.watermark", "false"));

    @BeforeEach
    void forgetTheTestBefore() {
        simulator.faults().clear();
        simulator.invoice().clear();
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void fetchesTheImageThatSeedreamOnlyTellsTheAddressOf() throws IOException {
        Rendered rendered = rendered(seedream.render(call("c1#0.1", SEEDREAM, "1K", 1024, 1024)));

        assertThat(seedream.name()).isEqualTo("byteplus");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(rendered.bytes()));
        assertThat(image.getWidth()).isEqualTo(1024);
        assertThat(rendered.bytes()).startsWith(0xFF, 0xD8);
        assertThat(rendered.usage()).isNotNull().satisfies(usage -> {
            assertThat(usage.textIn()).isNull();
            assertThat(usage.imageOut()).isEqualTo(4096);
        });
        assertThat(simulator.invoice().lines()).singleElement().satisfies(line -> {
            assertThat(line.purchase().clientRequestId()).isEqualTo("c1#0.1");
            assertThat(line.purchase().providerRequestId()).isEqualTo(rendered.requestId());
        });
    }

    @Test
    void sendsReferencesInTheBody() throws IOException {
        Rendered rendered =
                rendered(seedream.render(call("c2#0.1", SEEDREAM, "1K", 1024, 1024, Inputs.png(Color.BLUE))));

        Color middle = new Color(
                ImageIO.read(new ByteArrayInputStream(rendered.bytes())).getRGB(40, 40));
        assertThat(middle.getBlue()).isGreaterThan(200);
        assertThat(middle.getRed()).isLessThan(60);
    }

    @Test
    void readsTheRefusalOfOneImageInAGoodAnswer() {
        simulator.faults().add(FaultRule.always(FaultMode.REFUSAL));

        Failed failed = failed(seedream.render(call("c3#0.1", SEEDREAM, "1K", 1024, 1024)));

        assertThat(failed)
                .extracting(Failed::code, Failed::billing)
                .containsExactly(FailureCode.CONTENT_REFUSED, Billing.NOT_BILLED);
        assertThat(failed.message()).contains("OutputImageSensitiveContentDetected");
    }

    @Test
    void neitherStreamsNorMasksWhereTheHostDoesNot() {
        RenderCall watched = new RenderCall(
                "c5#0.1",
                SEEDREAM,
                Mode.GENERATE,
                "A kettle",
                "1K",
                "1:1",
                1024,
                1024,
                "image/jpeg",
                false,
                null,
                null,
                null,
                List.of(),
                null,
                (_, _, _) -> {});

        assertThat(seedream.render(watched)).isInstanceOf(Rendered.class);
        assertThat(failed(seedream.render(
                                call("c6#0.1", SEEDREAM, "1K", 1024, 1024, Inputs.png(Color.RED), Inputs.mask())))
                        .message())
                .contains("mask");
        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    @Test
    void asksAGatewayForZImageByPixels() throws IOException {
        OpenAiImages zImage = host(Map.of(
                "provider", "alibaba",
                "dialect.quality", "false",
                "dialect.output-format", "false",
                "dialect.size", "star",
                "dialect.references", "none",
                "dialect.response-format", "b64_json",
                "dialect.streaming", "false",
                "dialect.batches", "false"));

        Rendered rendered = rendered(zImage.render(call("c7#0.1", Z_IMAGE, "1K", 768, 1024)));
        Failed refused = failed(zImage.render(call("c8#0.1", Z_IMAGE, "1K", 768, 1024, Inputs.png(Color.RED))));

        assertThat(ImageIO.read(new ByteArrayInputStream(rendered.bytes())).getWidth())
                .isEqualTo(768);
        assertThat(rendered.usage()).isNull();
        assertThat(refused.message()).contains("references has 1 images, but at most 0");
        assertThat(simulator.invoice().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.amountMicros()).isEqualTo(15_000));
    }

    private OpenAiImages host(Map<String, String> settings) {
        OpenAiProperties properties =
                Settings.of(simulator.baseUrl().resolve("/api/v3"), "ark-key", new HashMap<>(settings));
        OpenAiConnection connection = new OpenAiConnection(properties);
        opened.add(connection);
        return new OpenAiImages(connection, properties, InstantSource.system());
    }

    private static RenderCall call(
            String attemptId, String model, String tier, int width, int height, InputImage... references) {
        return new RenderCall(
                attemptId,
                model,
                references.length == 0 ? Mode.GENERATE : Mode.EDIT,
                "A red kettle on marble",
                tier,
                "1:1",
                width,
                height,
                "image/png",
                false,
                null,
                null,
                null,
                List.of(references),
                null,
                PreviewSink.NONE);
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
