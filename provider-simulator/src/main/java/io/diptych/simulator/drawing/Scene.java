package io.diptych.simulator.drawing;

import io.diptych.simulator.chance.Dice;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/// What is on a picture, as a function of seed, model and prompt. Paints any band of rows without painting the others.
final class Scene {

    static final int OFF_WHITE = 0xF1EEE6;

    private static final double SHADE = 45;
    private static final int WHITE = 0xFFFFFF;
    private static final int NOISE = 8192;

    private final Picture picture;
    private final long look;
    private final PromptCues cues;
    private final Palette palette;
    private final Product product;
    private final boolean blank;
    private final Rectangle2D grainBox;
    private final byte[] noise;

    Scene(Picture picture) {
        this.picture = picture;
        Dice dice = new Dice(picture.seed());
        this.look = dice.number("look", picture.prompt(), Integer.toString(picture.index()));
        long style = dice.number("style", picture.model());
        this.cues = PromptCues.of(picture.prompt());
        boolean isChanged = picture.flaws().contains(Flaw.SUBJECT_CHANGED);
        Palette plain = Palette.of(look ^ (style & 0x3F00), cues.whiteBackground(), (style & 1) == 0);
        this.palette = cues.colour() == null || isChanged ? plain : plain.withBody(cues.colour());
        double corner = (style >>> 1 & 0xFF) / 255.0;
        int kind = cues.shape() >= 0 ? cues.shape() : (int) (look & 0xFF);
        this.product = Product.of(isChanged ? kind + 1 : kind, picture.width(), picture.height(), corner);
        this.blank = picture.defect() == Defect.BLANK;
        this.grainBox = product.body().getBounds2D().createUnion(product.cap().getBounds2D());
        this.noise = noise(look);
    }

    private static byte[] noise(long look) {
        byte[] noise = new byte[NOISE];
        long state = look | 1;
        for (int i = 0; i < NOISE; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            noise[i] = (byte) ((state >>> 40 & 3) - 1);
        }
        return noise;
    }

    int width() {
        return picture.width();
    }

    int height() {
        return picture.height();
    }

    /// The product, all its parts together.
    Area outline() {
        Area outline = new Area(product.body());
        outline.add(new Area(product.cap()));
        outline.add(new Area(product.label()));
        return outline;
    }

    /// Paints rows `top` to `top + rows - 1`.
    ///
    /// @param g      paints on the band, translated so that the picture's own coordinates hold
    /// @param pixels the band's pixels, 0xRRGGBB
    void paint(Graphics2D g, int[] pixels, int top, int rows) {
        int width = picture.width();
        for (int row = 0; row < rows; row++) {
            Arrays.fill(pixels, row * width, (row + 1) * width, blank ? WHITE : backdrop(top + row));
        }
        if (blank) {
            return;
        }
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        if (!cues.whiteBackground()) {
            surroundings(g);
        }
        product(g);
        grain(pixels, top, rows);
    }

    private int backdrop(int y) {
        if (cues.whiteBackground() && picture.flaws().contains(Flaw.OFF_WHITE)) {
            return OFF_WHITE;
        }
        if (cues.whiteBackground() && picture.flaws().contains(Flaw.SHADED_WHITE)) {
            int shade = 255 - (int) Math.round(SHADE * y / picture.height());
            return shade << 16 | shade << 8 | shade;
        }
        return background(y);
    }

    private int background(int y) {
        double at = (double) y / picture.height();
        boolean floor = at > 0.72;
        Color from = floor ? palette.floor() : palette.sky();
        Color to = floor ? palette.sky() : palette.floor();
        double share = floor ? (at - 0.72) * 1.4 : at * 0.55;
        return mix(from.getRed(), to.getRed(), share) << 16
                | mix(from.getGreen(), to.getGreen(), share) << 8
                | mix(from.getBlue(), to.getBlue(), share);
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    private void surroundings(Graphics2D g) {
        double unit = Math.min(width(), height());
        Color light = palette.sky().brighter();
        for (int i = 0; i < 4; i++) {
            long spot = look >>> (i * 9);
            double size = unit * (0.12 + (spot & 7) * 0.03);
            g.setColor(new Color(light.getRed(), light.getGreen(), light.getBlue(), 110));
            g.fill(new Ellipse2D.Double(
                    width() * (spot >>> 3 & 0xFF) / 255.0 - size / 2, height() * (0.08 + 0.13 * i), size, size));
        }
        g.setColor(new Color(20, 20, 30, 60));
        g.fill(new Ellipse2D.Double(
                grainBox.getX() - unit * 0.03,
                grainBox.getMaxY() - unit * 0.04,
                grainBox.getWidth() + unit * 0.06,
                unit * 0.08));
    }

    private void product(Graphics2D g) {
        Rectangle2D body = product.body().getBounds2D();
        g.setPaint(new GradientPaint(
                (float) body.getX(),
                0,
                palette.body().brighter(),
                (float) body.getMaxX(),
                0,
                palette.body().darker()));
        g.fill(product.body());
        g.setColor(palette.cap());
        g.fill(product.cap());
        Rectangle2D label = product.label();
        g.setColor(palette.paper());
        g.fill(label);
        g.setColor(palette.ink());
        List<String> text = cues.label();
        if (text.isEmpty()) {
            g.fill(new Rectangle2D.Double(
                    label.getX() + label.getWidth() * 0.15,
                    label.getCenterY(),
                    label.getWidth() * 0.7,
                    label.getHeight() * 0.05));
        } else {
            Lettering.draw(g, Lettering.asWritten(text, picture), label);
        }
    }

    /// Gives the product a surface, as a camera would; pure white stays pure white.
    private void grain(int[] pixels, int top, int rows) {
        int left = Math.max(0, (int) grainBox.getX());
        int right = Math.min(width(), (int) grainBox.getMaxX());
        int first = Math.max(top, (int) grainBox.getY());
        int last = Math.min(top + rows, (int) grainBox.getMaxY());
        for (int y = first; y < last; y++) {
            if ((y & 3) != 0) {
                continue;
            }
            int offset = (int) (y * 2654435761L & (NOISE - 1));
            int row = (y - top) * width();
            for (int x = left; x < right; x++) {
                int pixel = pixels[row + x];
                if (pixel != WHITE) {
                    pixels[row + x] = shade(pixel, noise[offset + x & (NOISE - 1)]);
                }
            }
        }
    }

    private static int shade(int pixel, int by) {
        int red = Math.clamp((pixel >> 16 & 0xFF) + by, 0, 255);
        int green = Math.clamp((pixel >> 8 & 0xFF) + by, 0, 255);
        int blue = Math.clamp((pixel & 0xFF) + by, 0, 255);
        return red << 16 | green << 8 | blue;
    }
}
