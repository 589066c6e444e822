package io.diptych.worker.testing;

import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.Usage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Small real images.
public final class Pictures {
    /// What the provider counted for each of them.
    public static final Usage USAGE = new Usage(24L, null, null, null, null, 1756L);

    private Pictures() {}

    /// An image of 8 x 6 pixels that differs by its name.
    ///
    /// @param format `png`, `jpeg`, `gif` or `bmp`
    public static byte[] picture(String name, String format) {
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        int hash = name.hashCode();
        for (int x = 0; x < 8; x++) {
            for (int y = 0; y < 6; y++) {
                image.setRGB(x, y, hash + x * 31 + y * 17);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("format is " + format + ", must be one that ImageIO writes");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// What a provider answers that drew one.
    public static Rendered rendered(String attemptId) {
        return new Rendered(picture(attemptId, "png"), "image/png", USAGE, "fake-2026-11", "call-" + attemptId);
    }
}
