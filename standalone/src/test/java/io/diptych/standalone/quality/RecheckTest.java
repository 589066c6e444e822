package io.diptych.standalone.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AcceptThreshold;
import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.Decision;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStores;
import io.diptych.quality.calibration.AcceptGate;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.calibration.Promise;
import io.diptych.quality.calibration.Thresholding;
import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Profile;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TextReader;
import io.diptych.quality.verdict.ResultJudge;
import io.diptych.quality.verdict.Ruling;
import io.diptych.quality.verdict.Unreviewed;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.standalone.replay.Recording;
import io.diptych.standalone.request.RequestDocument;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecheckTest {
    private static final Instant THEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final int SIDE = 256;

    private final Topics topics = new Topics("");
    private final Profiles profiles = Profiles.shipped();
    private final Profile scene = profiles.of(Stage.SCENE);

    @TempDir
    private Path folder;

    private AssetStore assets;

    @BeforeEach
    void openStore() {
        assets = AssetStores.open(folder.toUri(), null, "us-east-1");
    }

    @Test
    void givesVerdictsAgainUnderTheThresholdOfThenUnlessAskedForTodays() throws Exception {
        // Given
        GenerationResult result = result();
        Gates gatesOfThen = new Gates();
        gatesOfThen.set(scene.name(), Thresholding.gate(threshold(0.97)));
        QualityVerdict verdict = ((Ruling.Delivered) judge(gatesOfThen).judge(result)).verdict();
        Recording recording = recording(result, verdict, threshold(0.97), threshold(0.61));

        // When
        Recheck.Line then = recheck(recording, false);
        Recheck.Line today = recheck(recording, true);

        // Then
        assertThat(then.isChanged()).isFalse();
        assertThat(then.decisionNow()).isEqualTo(Decision.ACCEPT.name());
        assertThat(then.acceptFromThen()).isEqualTo(0.97);
        assertThat(then.acceptFromNow()).isEqualTo(0.97);
        assertThat(today.acceptFromThen()).isEqualTo(0.97);
        assertThat(today.acceptFromNow()).isEqualTo(0.61);
    }

    private Recheck.Line recheck(Recording recording, boolean today) throws InterruptedException {
        Gates gates = new Gates();
        List<Recheck.Line> lines = new Recheck(topics, judge(gates), gates, today).run(recording, Instant.EPOCH, 10);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private ResultJudge judge(Gates gates) {
        Inspection inspection = new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(TextReader.none()));
        return new ResultJudge(assets, inspection, profiles, Unreviewed.DELIVER, InstantSource.fixed(THEN), gates);
    }

    private AcceptThreshold threshold(double value) {
        AcceptGate gate = new AcceptGate.Calibrated(value, Promise.of(scene.mostBadAccepts()), 1000, 5, 0.9, 0.02);
        return Thresholding.event(scene, gate, THEN);
    }

    private GenerationResult result() throws IOException {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", "old");
        document.set("tenant", "acme");
        document.set("prompt", "a kettle");
        document.set("purpose.stage", Stage.SCENE.name());
        GenerationRequest request = document.toRequest(THEN);
        GenerationJob job = GenerationJob.newBuilder()
                .setJobId("old#0")
                .setRequestId("old")
                .setImageIndex(0)
                .setTenant("acme")
                .setAttemptId("old#0.1")
                .setAttemptNo(1)
                .setRequest(request)
                .setRoute(Route.newBuilder()
                        .setModel("gpt-image-2")
                        .setProvider("openai")
                        .setTier("medium")
                        .setWidth(SIDE)
                        .setHeight(SIDE)
                        .setRuleId("rule")
                        .setPolicy("dual")
                        .setPolicyVersion("1")
                        .build())
                .setOccurredAt(THEN)
                .build();
        return GenerationResult.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setJob(job)
                .setBilling(Billing.BILLED)
                .setImage(picture())
                .setWorkerId("w-1")
                .setStartedAt(THEN)
                .setOccurredAt(THEN)
                .build();
    }

    /// Something to see, and sharp.
    private AssetRef picture() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.fillRect(random.nextInt(SIDE), random.nextInt(SIDE), 20 + random.nextInt(60), 20 + random.nextInt(60));
        }
        pen.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "png", file)).isTrue();
        return assets.put(file.toByteArray(), "image/png", SIDE, SIDE);
    }

    private Recording recording(GenerationResult result, QualityVerdict verdict, AcceptThreshold... thresholds) {
        Map<String, List<? extends SpecificRecord>> records = Map.of(
                topics.results().name(), List.of(result),
                topics.verdicts().name(), List.of(verdict),
                topics.acceptThresholds().name(), List.of(thresholds));
        return new Recording() {
            @Override
            public <V extends SpecificRecord> long read(Topic<V> topic, Instant from, Consumer<Recorded<V>> to) {
                records.getOrDefault(topic.name(), List.of())
                        .forEach(value ->
                                to.accept(new Recorded<>(topic.valueType().cast(value), THEN)));
                return 0;
            }
        };
    }
}
