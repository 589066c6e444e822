package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;
import java.util.Arrays;

/// How sharp a picture is where it is sharpest, with the share of noise taken out.
///
/// The variance of the Laplacian of tiles, taken at half size where noise is halved; of the tiles a
/// high percentile, as
/// a blurred background is no fault. Noise of deviation s adds 20 (s/2)² to the variance and is
/// subtracted: a blurred
/// picture with grain would count as sharper than a clean one otherwise.
public final class Sharpness {
    private static final int TILE = 32;
    private static final double PERCENTILE = 0.97;
    private static final double LAPLACIAN_ENERGY = 20;

    private Sharpness() {}

    /// The sharpness; 0 for a plain picture, some hundreds for a crisp one.
    ///
    /// @param noise deviation of the noise at full size, as [Noise#of(Picture)] measures it
    public static double of(Picture picture, double noise) {
        double halved = noise / 2;
        return Math.max(0, raw(picture) - LAPLACIAN_ENERGY * halved * halved);
    }

    /// The same with the noise left in; more of it after each edit of a chain.
    public static double raw(Picture picture) {
        Luma half = Luma.halfOf(picture);
        int tile = Math.clamp(Math.min(half.width(), half.height()) / 4, 4, TILE);
        int across = half.width() / tile;
        int down = half.height() / tile;
        if (across == 0 || down == 0) {
            return 0;
        }
        double[] variances = new double[across * down];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = variance(half, i % across * tile, i / across * tile, tile);
        }
        Arrays.sort(variances);
        return variances[(int) ((variances.length - 1) * PERCENTILE)];
    }

    private static double variance(Luma luma, int left, int top, int tile) {
        int width = luma.width();
        float[] v = luma.values();
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int y = Math.max(1, top); y < Math.min(luma.height() - 1, top + tile); y++) {
            for (int x = Math.max(1, left); x < Math.min(width - 1, left + tile); x++) {
                int i = y * width + x;
                double laplacian = v[i - 1] + v[i + 1] + v[i - width] + v[i + width] - 4 * v[i];
                sum += laplacian;
                squares += laplacian * laplacian;
                n++;
            }
        }
        return n == 0 ? 0 : squares / n - sum / n * (sum / n);
    }
}
