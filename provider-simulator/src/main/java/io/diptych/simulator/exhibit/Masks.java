package io.diptych.simulator.exhibit;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Masks of edits: opaque where the original stays.
final class Masks {
    private Masks() {}

    /// Keeps the middle, where the product is, and gives up what is around it.
    static byte[] aroundTheMiddle(int width, int height) {
        double unit = Math.min(width, height);
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int left = (int) (width / 2.0 - unit * 0.32);
        int right = (int) (width / 2.0 + unit * 0.38);
        int top = (int) (height / 2.0 - unit * 0.39);
        int bottom = (int) (height / 2.0 + unit * 0.41);
        for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, right); x++) {
                mask.setRGB(x, y, 0xFF000000);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 12);
        try {
            if (!ImageIO.write(mask, "png", file)) {
                throw new IllegalStateException("no writer for PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
