package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;

/// How much detail a compression in blocks of eight has taken: where there is detail, the share of small cosine terms
/// that are gone when a block is cut along the compression's grid and there when it is cut across. What is not
/// compressed loses nothing, whatever it shows; so does what was resized afterwards. Blocks with clipped pixels do not
/// count where there are others: clipping brings small terms back.
public final class GridLoss {
    private static final int GRID = 8;
    private static final int LEAST_RANGE = 24;
    private static final int FEWEST_BLOCKS = 30;
    private static final int MOST_BLOCKS = 600;
    private static final int FINE_FROM = 3;
    private static final double SMALL_FROM = 8;
    private static final double SMALL_TO = 24;
    private static final int CLIPPED = 2;
    private static final double[] COSINE = new double[GRID * GRID];

    static {
        for (int u = 0; u < GRID; u++) {
            for (int x = 0; x < GRID; x++) {
                double scale = u == 0 ? Math.sqrt(1.0 / GRID) : Math.sqrt(2.0 / GRID);
                COSINE[u * GRID + x] = scale * Math.cos((2 * x + 1) * u * Math.PI / (2 * GRID));
            }
        }
    }

    private final byte[] luma;
    private final int width;
    private final int height;

    private GridLoss(Picture picture) {
        this.luma = picture.lumas();
        this.width = picture.width();
        this.height = picture.height();
    }

    /// 0 where nothing is lost, or too little detail is there to tell; towards 1 as the compression grows.
    public static double of(Picture picture) {
        GridLoss loss = new GridLoss(picture);
        int left = Blockiness.start(picture, true);
        int top = Blockiness.start(picture, false);
        return Math.max(loss.at(left, top), left == 0 && top == 0 ? 0 : loss.at(0, 0));
    }

    private double at(int left, int top) {
        double loss = at(left, top, false);
        return loss < 0 ? Math.max(0, at(left, top, true)) : loss;
    }

    /// Negative where too few blocks have detail.
    private double at(int left, int top, boolean clipped) {
        double along = smallShare(left, top, clipped);
        double across = smallShare((left + GRID / 2) % GRID, (top + GRID / 2) % GRID, clipped);
        return along < 0 || across <= 0 ? -1 : Math.max(0, 1 - along / across);
    }

    /// Share of small terms among the fine ones, in blocks with detail; negative where these are too few.
    private double smallShare(int left, int top, boolean clipped) {
        int across = (width - left) / GRID;
        int down = (height - top) / GRID;
        int stride = Math.max(1, across * down / (MOST_BLOCKS * 8));
        long there = 0;
        long terms = 0;
        int blocks = 0;
        double[] block = new double[GRID * GRID];
        for (int i = 0; i < across * down && blocks < MOST_BLOCKS; i += stride) {
            if (!read(left + i % across * GRID, top + i / across * GRID, block, clipped)) {
                continue;
            }
            blocks++;
            double[] cosines = transformed(block);
            for (int v = 0; v < GRID; v++) {
                for (int u = Math.max(0, FINE_FROM - v); u < GRID; u++) {
                    terms++;
                    double size = Math.abs(cosines[v * GRID + u]);
                    there += size >= SMALL_FROM && size <= SMALL_TO ? 1 : 0;
                }
            }
        }
        return blocks < FEWEST_BLOCKS ? -1 : (double) there / terms;
    }

    /// Reads a block; false if it does not count.
    private boolean read(int left, int top, double[] into, boolean clipped) {
        int least = 255;
        int most = 0;
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                int shade = luma[(top + y) * width + left + x] & 0xFF;
                least = Math.min(least, shade);
                most = Math.max(most, shade);
                into[y * GRID + x] = shade;
            }
        }
        return most - least >= LEAST_RANGE && (clipped || (least >= CLIPPED && most <= 255 - CLIPPED));
    }

    private static double[] transformed(double[] block) {
        double[] rows = new double[GRID * GRID];
        double[] both = new double[GRID * GRID];
        for (int y = 0; y < GRID; y++) {
            for (int u = 0; u < GRID; u++) {
                double sum = 0;
                for (int x = 0; x < GRID; x++) {
                    sum += block[y * GRID + x] * COSINE[u * GRID + x];
                }
                rows[y * GRID + u] = sum;
            }
        }
        for (int v = 0; v < GRID; v++) {
            for (int u = 0; u < GRID; u++) {
                double sum = 0;
                for (int y = 0; y < GRID; y++) {
                    sum += rows[y * GRID + u] * COSINE[v * GRID + y];
                }
                both[v * GRID + u] = sum;
            }
        }
        return both;
    }
}
