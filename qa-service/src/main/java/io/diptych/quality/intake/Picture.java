package io.diptych.quality.intake;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/// A decoded image in sRGB without transparency: what was transparent lies on white.
public final class Picture {
    private final BufferedImage rgb;

    private Picture(BufferedImage rgb) {
        this.rgb = rgb;
    }

    /// The picture of an image of any colour model.
    public static Picture of(BufferedImage image) {
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = rgb.createGraphics();
        try {
            canvas.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            canvas.dispose();
        }
        return new Picture(rgb);
    }

    /// In pixels.
    public int width() {
        return rgb.getWidth();
    }

    /// In pixels.
    public int height() {
        return rgb.getHeight();
    }

    /// The pixels of a row as 0xRRGGBB, written to `into`, which must have room for [#width()] of them.
    public void row(int y, int[] into) {
        rgb.getRaster().getDataElements(0, y, width(), 1, into);
        for (int x = 0; x < width(); x++) {
            into[x] &= 0xFFFFFF;
        }
    }
}
