package io.diptych.simulator.drawing;

import io.diptych.simulator.chance.Dice;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.util.List;

/// Changes the first reference as the prompt asks.
///
/// With a mask, what the mask covers stays as it is, pixel by pixel, and the rest becomes what the prompt describes.
/// Without one, the whole image goes through the model: it comes back slightly worn and slightly tinted, the more often
/// the more so; its background becomes white or nothing where that is asked for, quoted words are lettered on it, and
/// further references stand in a row at its foot.
final class Retouch {

    private static final int OPAQUE = 0xFF;
    private static final int WEAR = 2;
    private static final int CARELESS = 24;

    private final Commission commission;
    private final BufferedImage image;
    private final int[] pixels;

    private Retouch(Commission commission, BufferedImage image) {
        this.commission = commission;
        this.image = image;
        this.pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    /// @param scene what the prompt describes, in the size that was asked for
    static BufferedImage of(Commission commission, BufferedImage scene) throws IOException {
        BufferedImage original = Easel.decode(commission.references().getFirst());
        BufferedImage image = scaled(original, scene.getWidth(), scene.getHeight());
        Retouch retouch = new Retouch(commission, image);
        byte[] mask = commission.mask();
        if (mask != null) {
            retouch.repaint(scaled(Easel.decode(mask), scene.getWidth(), scene.getHeight()), scene);
            return image;
        }
        PromptCues cues = PromptCues.of(commission.picture().prompt());
        if (commission.transparent()) {
            Backdrop.replace(pixelsOf(image), image.getWidth(), image.getHeight(), 0);
        } else if (cues.whiteBackground() && !commission.picture().flaws().contains(Flaw.SHADED_WHITE)) {
            boolean isOff = commission.picture().flaws().contains(Flaw.OFF_WHITE);
            int white = 0xFF000000 | (isOff ? Scene.OFF_WHITE : 0xFFFFFF);
            Backdrop.replace(pixelsOf(image), image.getWidth(), image.getHeight(), white);
        }
        retouch.wear();
        retouch.letter(Lettering.asWritten(cues.label(), commission.picture()));
        retouch.placeOthers();
        return image;
    }

    private static int[] pixelsOf(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    /// The image in this size, each pixel as it is where the size does not change.
    private static BufferedImage scaled(BufferedImage from, int width, int height) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = to.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, width, height, null);
        g.dispose();
        return to;
    }

    private void repaint(BufferedImage mask, BufferedImage scene) {
        int[] cover = pixelsOf(mask);
        int[] fresh = pixelsOf(scene);
        boolean isCareless = commission.picture().flaws().contains(Flaw.OUTSIDE_MASK);
        for (int i = 0; i < pixels.length; i++) {
            int kept = cover[i] >>> 24;
            if (kept == OPAQUE && isCareless) {
                pixels[i] = (pixels[i] & 0xFF000000)
                        | shifted(pixels[i], 16, CARELESS)
                        | shifted(pixels[i], 8, CARELESS / 2)
                        | shifted(pixels[i], 0, -CARELESS);
            }
            if (kept < OPAQUE) {
                pixels[i] = 0xFF000000
                        | mixed(pixels[i], fresh[i], kept, 16)
                        | mixed(pixels[i], fresh[i], kept, 8)
                        | mixed(pixels[i], fresh[i], kept, 0);
            }
        }
    }

    private static int mixed(int old, int fresh, int kept, int shift) {
        int from = old >>> shift & 0xFF;
        int to = fresh >>> shift & 0xFF;
        return ((from * kept + to * (OPAQUE - kept)) / OPAQUE) << shift;
    }

    /// A little noise, and a little of the model's own tint. Pure white stays pure white.
    private void wear() {
        Picture picture = commission.picture();
        Dice dice = new Dice(picture.seed());
        long tint = dice.number("tint", picture.model());
        int red = (int) Math.floorMod(tint, 5L) - 2;
        int blue = (int) Math.floorMod(tint >>> 8, 5L) - 2;
        long state = dice.number("wear", picture.model(), picture.prompt()) | 1;
        for (int i = 0; i < pixels.length; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            int pixel = pixels[i];
            if ((pixel & 0xFFFFFF) != 0xFFFFFF && pixel >>> 24 != 0) {
                int noise = (int) (state >>> 40 & 3) - WEAR + 1;
                pixels[i] = (pixel & 0xFF000000)
                        | shifted(pixel, 16, noise + red)
                        | shifted(pixel, 8, noise)
                        | shifted(pixel, 0, noise + blue);
            }
        }
    }

    private static int shifted(int pixel, int shift, int by) {
        return Math.clamp((pixel >>> shift & 0xFF) + by, 0, 255) << shift;
    }

    private void letter(List<String> label) {
        if (label.isEmpty()) {
            return;
        }
        double unit = Math.min(image.getWidth(), image.getHeight());
        Rectangle2D box = new Rectangle2D.Double(
                image.getWidth() / 2.0 - unit * 0.14, image.getHeight() / 2.0 - unit * 0.02, unit * 0.28, unit * 0.20);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(new Color(0xFBF8F0));
        g.fill(box);
        g.setColor(new Color(0x22242A));
        Lettering.draw(g, label, box);
        g.dispose();
    }

    private void placeOthers() throws IOException {
        List<byte[]> others =
                commission.references().subList(1, commission.references().size());
        if (others.isEmpty()) {
            return;
        }
        int edge = Math.max(8, Math.min(image.getWidth() / others.size(), image.getHeight() / 5));
        Graphics2D g = image.createGraphics();
        for (int i = 0; i < others.size(); i++) {
            g.drawImage(Easel.decode(others.get(i)), i * edge, image.getHeight() - edge, edge, edge, null);
        }
        g.dispose();
    }
}
