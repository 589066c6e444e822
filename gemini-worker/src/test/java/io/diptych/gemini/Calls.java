package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Secret;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.springframework.util.unit.DataSize;

/// Calls and settings that the tests share.
final class Calls {
    private Calls() {}

    static RenderCall call(String attemptId) {
        return call(attemptId, "4:5");
    }

    static RenderCall call(String attemptId, String aspectRatio) {
        return RenderCall.generate(
                attemptId,
                "gemini-3.1-flash-image",
                "A red kettle on white, seen from the front",
                "1K",
                aspectRatio,
                928,
                1152,
                null);
    }

    static GeminiProperties properties(URI baseUrl, String apiKey) {
        Duration second = Duration.ofSeconds(1);
        return new GeminiProperties(
                baseUrl,
                new Secret(apiKey),
                null,
                null,
                DataSize.ofMegabytes(15),
                second.multipliedBy(60),
                second.multipliedBy(30),
                second.multipliedBy(5),
                4);
    }

    /// A small PNG of one colour, which its name decides.
    static byte[] picture(String name) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(name.hashCode() & 0xFFFFFF));
        g.fillRect(0, 0, 8, 8);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, "png", out)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
