package io.diptych.quality.check;

import io.diptych.quality.intake.Picture;

/// How much harder the image steps along the border of an edit than the original did there: a
/// composite whose two
/// halves
/// do not fit together has an edge where the original had none.
final class Seam {
    private static final double PERCENTILE = 0.95;
    private static final int LEVELS = 511;

    private Seam() {}

    /// The step that 95 % of the border's pixels stay below, 0..510.
    static double between(Picture before, Picture image, KeepRegion keep, double feather) {
        long[] counts = new long[LEVELS];
        long n = 0;
        for (int y = 0; y < image.height() - 1; y++) {
            for (int x = 0; x < image.width() - 1; x++) {
                int i = y * image.width() + x;
                if (keep.keeps(i, 0) && !keep.keeps(i, feather + 1)) {
                    counts[Math.max(0, step(image, x, y) - step(before, x, y))]++;
                    n++;
                }
            }
        }
        long below = (long) (n * PERCENTILE);
        int level = 0;
        for (long seen = counts[0]; seen < below && level < LEVELS - 1; seen += counts[level]) {
            level++;
        }
        return level;
    }

    private static int step(Picture picture, int x, int y) {
        int here = picture.luma(x, y);
        return Math.abs(picture.luma(x + 1, y) - here) + Math.abs(picture.luma(x, y + 1) - here);
    }
}
