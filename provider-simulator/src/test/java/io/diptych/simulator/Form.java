package io.diptych.simulator;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// A multipart form, and images to put into it.
final class Form {

    static final String TYPE = "multipart/form-data; boundary=frontier";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Form text(String name, String value) {
        return part("name=\"" + name + "\"", "text/plain; charset=utf-8", value.getBytes(StandardCharsets.UTF_8));
    }

    Form file(String name, String contentType, byte[] content) {
        return part("name=\"" + name + "\"; filename=\"x.bin\"", contentType, content);
    }

    private Form part(String disposition, String contentType, byte[] content) {
        body.writeBytes(("--frontier\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: "
                        + contentType + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] bytes() {
        body.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /// A PNG of one colour with a blue square in its middle.
    static byte[] png(int width, int height, Color colour) {
        return encoded(width, height, BufferedImage.TYPE_INT_RGB, colour, Color.BLUE, "png");
    }

    /// A mask whose middle may be changed.
    static byte[] mask(int width, int height) {
        return encoded(width, height, BufferedImage.TYPE_INT_ARGB, Color.BLACK, new Color(0, true), "png");
    }

    private static byte[] encoded(int width, int height, int type, Color colour, Color middle, String format) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = Math.abs(x - width / 2) < width / 4 && Math.abs(y - height / 2) < height / 4;
                image.setRGB(x, y, (inside ? middle : colour).getRGB());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
