package io.diptych.simulator.gemini;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/// Makes reference images visible in the image that is drawn from them.
public final class ReferenceUse {

    private ReferenceUse() {}

    /// The image with its references in a row at its foot, in their order; the same image if there are none.
    public static byte[] on(byte[] image, List<byte[]> references) {
        if (references.isEmpty()) {
            return image;
        }
        BufferedImage canvas = read(image);
        int edge = Math.max(8, Math.min(canvas.getWidth() / references.size(), canvas.getHeight() / 4));
        Graphics2D g = canvas.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int i = 0; i < references.size(); i++) {
            g.drawImage(read(references.get(i)), i * edge, canvas.getHeight() - edge, edge, edge, Color.WHITE, null);
        }
        g.dispose();
        return write(canvas, "png");
    }

    /// The image as a JPEG.
    static byte[] jpeg(byte[] image) {
        BufferedImage from = read(image);
        BufferedImage flat = new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = flat.createGraphics();
        g.drawImage(from, 0, 0, Color.WHITE, null);
        g.dispose();
        return write(flat, "jpeg");
    }

    /// Whether the JDK can read the image.
    static boolean isReadable(byte[] image) {
        try {
            return ImageIO.read(new ByteArrayInputStream(image)) != null;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static BufferedImage read(byte[] image) {
        try {
            return ImageIO.read(new ByteArrayInputStream(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 17);
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IOException("no writer of this JDK makes " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
