package io.diptych.cost.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Makes images smaller. What claims to be larger than anything we store is not decoded.
final class Shrink {
    private static final long MOST_PIXELS = 100_000_000;
    private static final Color BEHIND = new Color(0xE8E8E8);

    private Shrink() {}

    /// A JPEG at most so wide, on grey where the original is transparent; empty where the bytes are no image.
    static Optional<byte[]> toJpeg(byte[] original, int width) {
        try {
            return read(original, width).map(image -> jpeg(image, width));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    // Skips pixels that would be averaged away, so that a 4K original needs little memory.
    private static Optional<BufferedImage> read(byte[] original, int width) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(original))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    return Optional.empty();
                }
                ImageReadParam sparse = reader.getDefaultReadParam();
                int step = Math.max(1, reader.getWidth(0) / (2 * width));
                sparse.setSourceSubsampling(step, step, 0, 0);
                return Optional.of(reader.read(0, sparse));
            } finally {
                reader.dispose();
            }
        }
    }

    private static byte[] jpeg(BufferedImage image, int width) {
        int wide = Math.min(width, image.getWidth());
        int high = Math.max(1, Math.round((float) image.getHeight() * wide / image.getWidth()));
        BufferedImage small = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(image, 0, 0, wide, high, BEHIND, null);
        } finally {
            pen.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(small, "jpeg", bytes)) {
                throw new IllegalStateException("the JDK writes no JPEG");
            }
        } catch (IOException e) {
            throw new IllegalStateException("a JPEG cannot be written to memory", e);
        }
        return bytes.toByteArray();
    }
}
