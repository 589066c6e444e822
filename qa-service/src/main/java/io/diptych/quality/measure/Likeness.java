package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;
import java.util.function.IntPredicate;

/// How alike two pictures of one size are, pixel by pixel and in structure.
public final class Likeness {
    private static final int RADIUS = 3;
    private static final double C1 = 6.5025;
    private static final double C2 = 58.5225;

    /// Peak signal-to-noise ratio of equal pictures, in place of infinity.
    public static final double EQUAL = 99;

    private Likeness() {}

    /// Peak signal-to-noise ratio in dB over the pixels that count.
    public static double psnr(Picture first, Picture second, IntPredicate counts) {
        requireSameSize(first.width(), first.height(), second.width(), second.height());
        long squares = 0;
        long n = 0;
        for (int y = 0; y < first.height(); y++) {
            for (int x = 0; x < first.width(); x++) {
                if (counts.test(y * first.width() + x)) {
                    squares += square(first.at(x, y), second.at(x, y));
                    n += 3;
                }
            }
        }
        return squares == 0 ? EQUAL : Math.min(EQUAL, 10 * Math.log10(255.0 * 255 * n / squares));
    }

    private static long square(int first, int second) {
        int red = (first >> 16 & 0xFF) - (second >> 16 & 0xFF);
        int green = (first >> 8 & 0xFF) - (second >> 8 & 0xFF);
        int blue = (first & 0xFF) - (second & 0xFF);
        return (long) red * red + (long) green * green + (long) blue * blue;
    }

    /// Structural similarity (Wang 2004) with windows of 7x7, over the values that count.
    public static double ssim(Luma first, Luma second, IntPredicate counts) {
        requireSameSize(first.width(), first.height(), second.width(), second.height());
        float[] a = first.values();
        float[] b = second.values();
        int width = first.width();
        int height = first.height();
        float[] meanA = means(a, width, height);
        float[] meanB = means(b, width, height);
        float[] meanAA = means(product(a, a), width, height);
        float[] meanBB = means(product(b, b), width, height);
        float[] meanAB = means(product(a, b), width, height);
        double sum = 0;
        long n = 0;
        for (int i = 0; i < a.length; i++) {
            if (counts.test(i)) {
                double x = meanA[i];
                double y = meanB[i];
                double varianceA = meanAA[i] - x * x;
                double varianceB = meanBB[i] - y * y;
                double covariance = meanAB[i] - x * y;
                sum += (2 * x * y + C1) * (2 * covariance + C2) / ((x * x + y * y + C1) * (varianceA + varianceB + C2));
                n++;
            }
        }
        return n == 0 ? 1 : sum / n;
    }

    /// Structural similarity of whole pictures, in one window and over all three channels, -1..1: whether light and
    /// colour are spread alike. Next to nothing for a picture of one colour and one with something in it.
    public static double spread(Picture first, Picture second) {
        requireSameSize(first.width(), first.height(), second.width(), second.height());
        double means = 0;
        double squaresOfMeans = 0;
        double covariance = 0;
        double variances = 0;
        double n = (double) first.width() * first.height();
        for (int shift = 0; shift < 24; shift += 8) {
            double sumA = 0;
            double sumB = 0;
            double squares = 0;
            double products = 0;
            for (int y = 0; y < first.height(); y++) {
                for (int x = 0; x < first.width(); x++) {
                    double a = first.at(x, y) >> shift & 0xFF;
                    double b = second.at(x, y) >> shift & 0xFF;
                    sumA += a;
                    sumB += b;
                    squares += a * a + b * b;
                    products += a * b;
                }
            }
            double meanA = sumA / n;
            double meanB = sumB / n;
            means += meanA * meanB;
            squaresOfMeans += meanA * meanA + meanB * meanB;
            covariance += products / n - meanA * meanB;
            variances += squares / n - meanA * meanA - meanB * meanB;
        }
        return (2 * means + C1) * (2 * covariance + C2) / ((squaresOfMeans + C1) * (variances + C2));
    }

    private static float[] product(float[] a, float[] b) {
        float[] product = new float[a.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    /// Means over windows, by integral image; windows at the border are cut off.
    public static float[] means(float[] values, int width, int height) {
        return means(values, width, height, RADIUS);
    }

    /// Means over windows of `2 radius + 1` a side.
    public static float[] means(float[] values, int width, int height, int radius) {
        double[] integral = new double[(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            double row = 0;
            for (int x = 0; x < width; x++) {
                row += values[y * width + x];
                integral[(y + 1) * (width + 1) + x + 1] = integral[y * (width + 1) + x + 1] + row;
            }
        }
        float[] means = new float[values.length];
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - radius);
            int bottom = Math.min(height, y + radius + 1);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - radius);
                int right = Math.min(width, x + radius + 1);
                double sum = integral[bottom * (width + 1) + right]
                        - integral[top * (width + 1) + right]
                        - integral[bottom * (width + 1) + left]
                        + integral[top * (width + 1) + left];
                means[y * width + x] = (float) (sum / ((double) (bottom - top) * (right - left)));
            }
        }
        return means;
    }

    private static void requireSameSize(int width, int height, int otherWidth, int otherHeight) {
        if (width != otherWidth || height != otherHeight) {
            throw new IllegalArgumentException(
                    "sizes are " + width + "x" + height + " and " + otherWidth + "x" + otherHeight + ", must be equal");
        }
    }
}
