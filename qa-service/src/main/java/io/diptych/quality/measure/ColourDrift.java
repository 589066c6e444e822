package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;
import java.util.function.IntPredicate;

/// How far the colours of one picture lie from those of another, wherever in the picture they are:
/// the earth mover's
/// distance between the histograms of L, a and b, in units of Delta-E. The sizes of the pictures
/// need not agree.
public final class ColourDrift {
    private static final int BINS = 64;
    private static final int SAMPLE_SIDE = 256;

    private ColourDrift() {}

    /// 0 for the same colours, up to 1 for a good JPEG, more than 10 for another scene.
    public static double between(Picture first, Picture second) {
        Picture a = first.within(SAMPLE_SIDE);
        Picture b = second.within(SAMPLE_SIDE);
        return distance(histogram(a, _ -> true), histogram(b, _ -> true));
    }

    /// The same for pictures of one size, over the pixels that count.
    public static double between(Picture first, Picture second, IntPredicate counts) {
        return distance(histogram(first, counts), histogram(second, counts));
    }

    private static double[][] histogram(Picture picture, IntPredicate counts) {
        double[][] bins = new double[3][BINS];
        int stride = picture.width() * (long) picture.height() > 1 << 17 ? 2 : 1;
        long n = 0;
        for (int y = 0; y < picture.height(); y += stride) {
            for (int x = 0; x < picture.width(); x += stride) {
                if (counts.test(y * picture.width() + x)) {
                    Lab lab = Lab.ofRgb(picture.at(x, y));
                    bins[0][bin(lab.l() / 100)]++;
                    bins[1][bin((lab.a() + 110) / 220)]++;
                    bins[2][bin((lab.b() + 110) / 220)]++;
                    n++;
                }
            }
        }
        for (double[] channel : bins) {
            for (int i = 0; i < BINS; i++) {
                channel[i] /= Math.max(1, n);
            }
        }
        return bins;
    }

    private static int bin(double share) {
        return Math.clamp((int) (share * (BINS - 1)), 0, BINS - 1);
    }

    private static double distance(double[][] first, double[][] second) {
        double total = 0;
        for (int channel = 0; channel < 3; channel++) {
            double carried = 0;
            double moved = 0;
            for (int i = 0; i < BINS; i++) {
                carried += first[channel][i] - second[channel][i];
                moved += Math.abs(carried);
            }
            total += moved * (channel == 0 ? 100.0 : 220.0) / (BINS - 1);
        }
        return total;
    }
}
