package io.diptych.quality.check;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Pictures with the statistics of photographs (value noise over eight octaves, and shapes on it),
/// and what can happen
/// to them. Everything is a function of its seed.
public final class TestScenes {
    private TestScenes() {}

    /// A scene.
    public static BufferedImage scene(long seed, int side) {
        double[] light = octaves(side, seed, 0.55);
        double[] tint = octaves(side, seed + 1000, 0.5);
        Random random = new Random(seed);
        Color base = Color.getHSBColor(random.nextFloat(), 0.3f, 1f);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            double l = 0.5 + 0.16 * light[i];
            double t = 0.06 * tint[i];
            image.setRGB(
                    i % side,
                    i / side,
                    rgb(
                            255 * (l * base.getRed() / 255.0 + t),
                            255 * (l * base.getGreen() / 255.0 - t),
                            255 * (l * base.getBlue() / 255.0)));
        }
        Graphics2D canvas = smooth(image);
        for (int i = 0; i < 12; i++) {
            canvas.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 0.3f + 0.7f * random.nextFloat()));
            int width = side / 16 + random.nextInt(side / 4);
            int height = side / 16 + random.nextInt(side / 4);
            int x = random.nextInt(side - side / 10);
            int y = random.nextInt(side - side / 10);
            if (random.nextBoolean()) {
                canvas.fillOval(x, y, width, height);
            } else {
                canvas.fillRoundRect(x, y, width, height, 30, 30);
            }
        }
        canvas.dispose();
        return image;
    }

    /// A product on a ground of one grey.
    public static BufferedImage product(long seed, int side, int ground) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = smooth(image);
        canvas.setColor(new Color(ground, ground, ground));
        canvas.fillRect(0, 0, side, side);
        canvas.setClip(new RoundRectangle2D.Double(side * 0.3, side * 0.15, side * 0.4, side * 0.7, 60, 60));
        canvas.drawImage(scene(seed, side), 0, 0, null);
        canvas.dispose();
        return image;
    }

    /// A subject put into a scene, scaled and turned about its middle.
    public static BufferedImage placed(BufferedImage subject, long seed, int side, double scale, double radians) {
        BufferedImage image = scene(seed, side);
        Graphics2D canvas = smooth(image);
        AffineTransform place = new AffineTransform();
        place.translate(side / 2.0, side / 2.0);
        place.rotate(radians);
        place.scale(scale, scale);
        place.translate(-subject.getWidth() / 2.0, -subject.getHeight() / 2.0);
        canvas.drawImage(subject, place, null);
        canvas.dispose();
        return image;
    }

    /// Lines of text on a picture.
    public static BufferedImage lettered(BufferedImage image, Color ink, int size, String... lines) {
        BufferedImage lettered = changed(image, 0, 0, 0);
        Graphics2D canvas = smooth(lettered);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
        canvas.setColor(ink);
        int y = size * 2;
        for (String line : lines) {
            canvas.drawString(line, size, y);
            y += size * 2;
        }
        canvas.dispose();
        return lettered;
    }

    /// Gaussian blur.
    public static BufferedImage blur(BufferedImage image, double sigma) {
        int radius = (int) Math.ceil(3 * sigma);
        double[] kernel = new double[2 * radius + 1];
        double total = 0;
        for (int i = -radius; i <= radius; i++) {
            kernel[i + radius] = Math.exp(-i * i / (2 * sigma * sigma));
            total += kernel[i + radius];
        }
        int[] pixels = pixels(image);
        for (int pass = 0; pass < 2; pass++) {
            pixels = convolved(pixels, image.getWidth(), image.getHeight(), kernel, total, pass == 0);
        }
        return image(image.getWidth(), image.getHeight(), pixels);
    }

    /// Gaussian noise.
    public static BufferedImage noise(BufferedImage image, double sigma, long seed) {
        Random random = new Random(seed);
        int[] pixels = pixels(image);
        for (int i = 0; i < pixels.length; i++) {
            int v = pixels[i];
            pixels[i] = rgb(
                    (v >> 16 & 255) + sigma * random.nextGaussian(),
                    (v >> 8 & 255) + sigma * random.nextGaussian(),
                    (v & 255) + sigma * random.nextGaussian());
        }
        return image(image.getWidth(), image.getHeight(), pixels);
    }

    /// Through JPEG and back.
    public static BufferedImage jpeg(BufferedImage image, float quality) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
            out.flush();
            return ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    /// Other colours.
    public static BufferedImage changed(BufferedImage image, int red, int green, int blue) {
        int[] pixels = pixels(image);
        for (int i = 0; i < pixels.length; i++) {
            int v = pixels[i];
            pixels[i] = rgb((v >> 16 & 255) + red, (v >> 8 & 255) + green, (v & 255) + blue);
        }
        return image(image.getWidth(), image.getHeight(), pixels);
    }

    /// What one generative edit does to what it was not asked to change: resampled, sharpened,
    /// grain, a drift of
    /// colour.
    public static BufferedImage edited(BufferedImage image, int times, long seed) {
        BufferedImage edited = image;
        for (int time = 0; time < times; time++) {
            edited = editedOnce(edited, seed * 100 + time);
        }
        return edited;
    }

    private static BufferedImage editedOnce(BufferedImage image, long seed) {
        int side = image.getWidth();
        BufferedImage resampled = scaled(scaled(image, side * 15 / 16), side);
        int[] pixels = pixels(resampled);
        int[] soft = pixels(blur(resampled, 1));
        Random random = new Random(seed);
        for (int i = 0; i < pixels.length; i++) {
            double grain = 1.6 * random.nextGaussian();
            pixels[i] = rgb(
                    sharp(pixels[i] >> 16, soft[i] >> 16) + grain + 0.4,
                    sharp(pixels[i] >> 8, soft[i] >> 8) + grain,
                    sharp(pixels[i], soft[i]) + grain - 0.4);
        }
        return image(side, image.getHeight(), pixels);
    }

    private static double sharp(int value, int soft) {
        return (value & 255) + 0.9 * ((value & 255) - (soft & 255));
    }

    private static BufferedImage scaled(BufferedImage image, int side) {
        BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(image, 0, 0, side, side, null);
        canvas.dispose();
        return scaled;
    }

    private static int[] convolved(int[] from, int width, int height, double[] kernel, double total, boolean across) {
        int radius = kernel.length / 2;
        int[] to = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            double red = 0;
            double green = 0;
            double blue = 0;
            for (int k = -radius; k <= radius; k++) {
                int x = Math.clamp(i % width + (across ? k : 0), 0, width - 1);
                int y = Math.clamp(i / width + (across ? 0 : k), 0, height - 1);
                int v = from[y * width + x];
                red += kernel[k + radius] * (v >> 16 & 255);
                green += kernel[k + radius] * (v >> 8 & 255);
                blue += kernel[k + radius] * (v & 255);
            }
            to[i] = rgb(red / total, green / total, blue / total);
        }
        return to;
    }

    private static double[] octaves(int side, long seed, double falling) {
        Random random = new Random(seed);
        double[] out = new double[side * side];
        double amplitude = 1;
        for (int cell = 256; cell >= 1; cell /= 2) {
            int knots = side / cell + 2;
            double[] grid = random.doubles((long) knots * knots, -1.7, 1.7).toArray();
            for (int i = 0; i < out.length; i++) {
                double x = i % side / (double) cell;
                double y = Math.floorDiv(i, side) / (double) cell;
                int left = (int) x;
                int top = (int) y;
                double u = ease(x - left);
                double v = ease(y - top);
                int knot = top * knots + left;
                out[i] += amplitude
                        * ((grid[knot] * (1 - u) + grid[knot + 1] * u) * (1 - v)
                                + (grid[knot + knots] * (1 - u) + grid[knot + knots + 1] * u) * v);
            }
            amplitude *= falling;
        }
        return out;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static Graphics2D smooth(BufferedImage image) {
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return canvas;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static BufferedImage image(int width, int height, int[] pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    private static int rgb(double red, double green, double blue) {
        return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
    }

    private static int clamp(double value) {
        return (int) Math.round(Math.clamp(value, 0, 255));
    }
}
