package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;
import java.util.Arrays;

/// How visible a grid of eight pixels is: the step across each column and row boundary beyond that
/// of its neighbours,
/// by its position modulo 8. The strongest position beyond the median one, so that a shifted grid
/// is seen too.
public final class Blockiness {
    private static final int GRID = 8;
    private static final int MOST_EXCESS = 48;

    private Blockiness() {}

    /// Some hundredths for a clean picture, more than 1 for JPEG of quality 30, more than 2 for
    /// quality 10.
    public static double of(Picture picture) {
        return Math.max(along(picture, true), along(picture, false));
    }

    /// Where the first block of the grid that stands out most begins, 0..7.
    static int start(Picture picture, boolean columns) {
        double[] means = means(picture, columns);
        int strongest = 0;
        for (int i = 1; i < GRID; i++) {
            strongest = means[i] > means[strongest] ? i : strongest;
        }
        return (strongest + 1) % GRID;
    }

    private static double along(Picture picture, boolean columns) {
        double[] means = means(picture, columns);
        Arrays.sort(means);
        return means[GRID - 1] - (means[GRID / 2 - 1] + means[GRID / 2]) / 2;
    }

    private static double[] means(Picture picture, boolean columns) {
        byte[] luma = picture.lumas();
        int width = picture.width();
        int height = picture.height();
        int step = columns ? 1 : width;
        int length = columns ? width : height;
        int lines = columns ? height : width;
        int lineStep = columns ? width : 1;
        long[] doubled = new long[GRID];
        long[] counts = new long[GRID];
        // Every other line is enough, and half the time.
        for (int line = 0; line < lines; line += 2) {
            int start = line * lineStep;
            for (int at = 2; at < length - 2; at++) {
                int i = start + at * step;
                int here = luma[i] & 0xFF;
                int next = luma[i + step] & 0xFF;
                int excess = 2 * Math.abs(here - next)
                        - Math.abs((luma[i - step] & 0xFF) - here)
                        - Math.abs(next - (luma[i + 2 * step] & 0xFF));
                // What steps harder than a grid does is an edge of the picture.
                doubled[at & GRID - 1] += Math.clamp(excess, -MOST_EXCESS, MOST_EXCESS);
                counts[at & GRID - 1]++;
            }
        }
        double[] means = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            means[i] = counts[i] == 0 ? 0 : doubled[i] / 2.0 / counts[i];
        }
        return means;
    }
}
