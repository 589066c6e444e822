package io.diptych.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationJob;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.events.VideoInfo;
import io.diptych.schemas.TrustedEvents;
import io.diptych.simulator.veo.AvcFilm;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/// What is kept of a film.
class ImageKeeperTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final byte[] FILM = film();

    static {
        TrustedEvents.install();
    }

    private final FakeAssets assets = new FakeAssets();

    @Test
    void keepsAFilmWithItsLengthItsCodecAndItsOwnFirstFrame() throws IOException {
        Settlement settlement = settled(FILM, List.of());

        AssetRef film = Objects.requireNonNull(settlement.result().getImage());
        VideoInfo video = Objects.requireNonNull(settlement.result().getVideo());
        AssetRef frame = Objects.requireNonNull(video.getFirstFrame());
        assertThat(film.getMediaType()).isEqualTo("video/mp4");
        assertThat(assets.read(film)).isEqualTo(FILM);
        assertThat(video.getDurationMillis()).isEqualTo(4000);
        assertThat(video.getCodec()).isEqualTo("avc1");
        assertThat(frame.getMediaType()).isEqualTo("image/jpeg");
        assertThat(List.of(frame.getWidth(), frame.getHeight())).containsExactly(64, 36);
        BufferedImage seen = ImageIO.read(new ByteArrayInputStream(assets.read(frame)));
        assertThat(new Color(seen.getRGB(10, 10)).getRed()).isGreaterThan(150);
        assertThat(new Color(seen.getRGB(50, 10)).getBlue()).isGreaterThan(150);
    }

    @Test
    void takesTheFilmsOwnFirstFrameThoughItWasGivenOne() {
        AssetRef given = assets.put(Pictures.picture("still", "png"), "image/png", 8, 6);

        VideoInfo video =
                Objects.requireNonNull(settled(FILM, List.of(given)).result().getVideo());

        assertThat(video.getFirstFrame()).isNotNull().isNotEqualTo(given);
    }

    @Test
    void takesTheGivenFrameForOneThatCannotBeDecoded() {
        AssetRef given = assets.put(Pictures.picture("still", "png"), "image/png", 8, 6);
        byte[] unknown = renamed(FILM, "avc1", "xyz1");

        VideoInfo video =
                Objects.requireNonNull(settled(unknown, List.of(given)).result().getVideo());

        assertThat(video.getCodec()).isEqualTo("xyz1");
        assertThat(video.getFirstFrame()).isEqualTo(given);
    }

    @Test
    void keepsAFilmWithoutAFirstFrameWhereThereIsNone() {
        VideoInfo video = Objects.requireNonNull(
                settled(renamed(FILM, "avcC", "none"), List.of()).result().getVideo());

        assertThat(video.getCodec()).isEqualTo("avc1");
        assertThat(video.getFirstFrame()).isNull();
    }

    private Settlement settled(byte[] answer, List<AssetRef> firstFrames) {
        GenerationJob job = GenerationJob.newBuilder(Jobs.job("f", "veo"))
                .setRequest(Jobs.request("f")
                        .setReferences(firstFrames.stream()
                                .map(asset -> Reference.newBuilder()
                                        .setAsset(asset)
                                        .setRole(ReferenceRole.FIRST_FRAME)
                                        .build())
                                .toList())
                        .build())
                .build();
        Claim claim = new Claim(job, 0, "w", NOW, NOW.plusSeconds(600), null, new RecordHeaders());
        Rendered rendered = new Rendered(answer, "video/mp4", Pictures.USAGE, "veo-3.1", "call-1");
        Receipt receipt = new ImageKeeper(assets, () -> NOW)
                .keep(claim, new Answer(rendered, 1, NOW, 1000, null), NOW.plusSeconds(60));
        return new Settlement(claim, receipt);
    }

    private static byte[] film() {
        BufferedImage image = new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, 32, 36);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(32, 0, 32, 36);
        canvas.dispose();
        AvcFilm film = new AvcFilm(64, 36);
        for (int second = 0; second < 4; second++) {
            film.add(image);
        }
        return film.toMp4();
    }

    private static byte[] renamed(byte[] film, String box, String name) {
        return new String(film, StandardCharsets.ISO_8859_1).replace(box, name).getBytes(StandardCharsets.ISO_8859_1);
    }
}
