package io.diptych.openai;

import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.RenderCall;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Input images and calls that start from them.
final class Inputs {
    static final int WIDTH = 1536;
    static final int HEIGHT = 1024;

    /// Of the images that go in: small, as they are only looked at.
    static final int IN_WIDTH = 192;

    static final int IN_HEIGHT = 128;

    private Inputs() {}

    static InputImage png(Color colour) {
        return new InputImage(ReferenceRole.SUBJECT, encoded("png", colour), "image/png", IN_WIDTH, IN_HEIGHT);
    }

    static InputImage jpeg(Color colour) {
        return new InputImage(ReferenceRole.STYLE, encoded("jpeg", colour), "image/jpeg", IN_WIDTH, IN_HEIGHT);
    }

    /// Transparent on its left half.
    static InputImage mask() {
        return new InputImage(ReferenceRole.MASK, encoded("png", null), "image/png", IN_WIDTH, IN_HEIGHT);
    }

    static RenderCall edit(String attemptId, InputImage... references) {
        return call(attemptId, Mode.EDIT, PreviewSink.NONE, references);
    }

    static RenderCall call(String attemptId, Mode mode, PreviewSink previews, InputImage... references) {
        return new RenderCall(
                attemptId,
                "gpt-image-2",
                mode,
                "A red kettle on marble, seen from the front",
                "low",
                "3:2",
                WIDTH,
                HEIGHT,
                "image/png",
                false,
                null,
                null,
                null,
                List.of(references),
                null,
                previews);
    }

    private static byte[] encoded(String format, @Nullable Color colour) {
        int type = colour == null ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(IN_WIDTH, IN_HEIGHT, type);
        Graphics2D g = image.createGraphics();
        g.setColor(colour == null ? Color.BLACK : colour);
        g.fillRect(colour == null ? IN_WIDTH / 2 : 0, 0, IN_WIDTH, IN_HEIGHT);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
