package io.diptych.benchmarks.workers;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// Images of a wanted size in bytes.
final class BenchImages {
    private static final int BYTES_PER_PIXEL = 3;

    private BenchImages() {}

    /// A PNG of noise, which cannot be compressed, of about so many bytes.
    static byte[] noise(int bytes) {
        int side = Math.max(8, (int) Math.ceil(Math.sqrt((double) bytes / BYTES_PER_PIXEL)));
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream(bytes + 1024);
        try {
            if (!ImageIO.write(image, "png", png)) {
                throw new IllegalStateException("the JDK writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
