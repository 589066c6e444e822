package io.diptych.simulator.drawing;

import io.diptych.simulator.chance.Dice;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// What happens to a whole image after it is painted: it is out of focus, noisy, or shows the blocks of its
/// compression. How much of it depends on the picture's seed and prompt, and is always more than a caller would take.
final class Wear {
    private static final Set<Flaw> WHOLE = EnumSet.of(Flaw.BLURRED, Flaw.NOISY, Flaw.BLOCKY);
    private static final int LEAST_RADIUS = 2;
    private static final double LEAST_NOISE = 10;
    private static final float WORST_QUALITY = 0.04f;

    private Wear() {}

    /// Whether anything of the kind happens to the picture.
    static boolean strikes(Picture picture) {
        return picture.flaws().stream().anyMatch(WHOLE::contains);
    }

    static BufferedImage of(Picture picture, BufferedImage painted) throws IOException {
        BufferedImage image = painted;
        Dice dice = new Dice(picture.seed());
        double share = dice.share("wear", picture.prompt(), Integer.toString(picture.index()));
        double scale = Math.max(picture.width(), picture.height()) / 1024.0;
        if (picture.flaws().contains(Flaw.BLURRED)) {
            image = blurred(image, LEAST_RADIUS + (int) Math.round(share * 3 * scale));
        }
        if (picture.flaws().contains(Flaw.NOISY)) {
            image = noisy(image, LEAST_NOISE + share * 10, dice.number("noise", picture.prompt()));
        }
        if (picture.flaws().contains(Flaw.BLOCKY)) {
            image = blocky(image, WORST_QUALITY + (float) share * 0.06f);
        }
        return image;
    }

    /// Blurred by a box three times over, which is nearly a Gaussian.
    private static BufferedImage blurred(BufferedImage from, int radius) {
        int side = 2 * radius + 1;
        float[] even = new float[side];
        Arrays.fill(even, 1f / side);
        ConvolveOp across = new ConvolveOp(new Kernel(side, 1, even), ConvolveOp.EDGE_NO_OP, null);
        ConvolveOp down = new ConvolveOp(new Kernel(1, side, even), ConvolveOp.EDGE_NO_OP, null);
        BufferedImage image = flat(from);
        for (int i = 0; i < 3; i++) {
            image = down.filter(across.filter(image, null), null);
        }
        return image;
    }

    private static BufferedImage noisy(BufferedImage from, double deviation, long seed) {
        BufferedImage image = flat(from);
        Random random = new Random(seed);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                image.setRGB(
                        x,
                        y,
                        shifted(rgb, 16, random, deviation)
                                | shifted(rgb, 8, random, deviation)
                                | shifted(rgb, 0, random, deviation));
            }
        }
        return image;
    }

    private static int shifted(int rgb, int shift, Random random, double deviation) {
        long value = (rgb >>> shift & 0xFF) + Math.round(random.nextGaussian() * deviation);
        return Math.clamp(value, 0, 255) << shift;
    }

    private static BufferedImage blocky(BufferedImage from, float quality) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream target = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(target);
            writer.write(null, new IIOImage(flat(from), null, null), param);
        } finally {
            writer.dispose();
        }
        return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    }

    private static BufferedImage flat(BufferedImage from) {
        BufferedImage to = new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = to.createGraphics();
        g.drawImage(from, 0, 0, null);
        g.dispose();
        return to;
    }
}
