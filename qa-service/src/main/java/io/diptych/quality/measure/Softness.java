package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;
import java.util.Arrays;

/// How soft the strongest edges of a picture are, whatever it shows: a sharp edge loses most of its steepness when
/// it is blurred once more, a soft one hardly any (F. Crete et al.: The blur effect, 2007). Of the tiles with the
/// most edges, as a blurred background is no fault.
public final class Softness {
    private static final int TILE = 64;
    private static final double SHARE = 0.06;
    private static final int REACH = 4;

    private final byte[] luma;
    private final int width;

    private Softness(Picture picture) {
        this.luma = picture.lumas();
        this.width = picture.width();
    }

    /// About 0.2 for crisp edges, above 0.5 for soft ones, up to 1; 0 where there are no edges.
    public static double of(Picture picture) {
        return new Softness(picture).measure(picture.height());
    }

    private double measure(int height) {
        int across = (width - 2 * REACH - 2) / TILE;
        int down = (height - 2 * REACH - 2) / TILE;
        if (across < 1 || down < 1) {
            return 0;
        }
        double[][] tiles = new double[across * down][];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = tile(REACH + 1 + i % across * TILE, REACH + 1 + i / across * TILE);
        }
        Arrays.sort(tiles, (one, other) -> Double.compare(other[0], one[0]));
        double steps = 0;
        double lost = 0;
        for (int i = 0; i < Math.max(1, (int) (tiles.length * SHARE)); i++) {
            steps += tiles[i][0];
            lost += tiles[i][1];
        }
        return steps == 0 ? 0 : 1 - lost / steps;
    }

    /// Steps between neighbours, and what blurring takes from them, in both directions.
    private double[] tile(int left, int top) {
        long steps = 0;
        double lost = 0;
        for (int y = top; y < top + TILE; y += 2) {
            for (int x = left; x < left + TILE; x++) {
                int i = y * width + x;
                for (int step = 1; step <= width; step += width - 1) {
                    int here = Math.abs((luma[i] & 0xFF) - (luma[i - step] & 0xFF));
                    if (here > 1) {
                        // The step of the moving mean: what enters it less what leaves it.
                        int blurred = Math.abs((luma[i + REACH * step] & 0xFF) - (luma[i - (REACH + 1) * step] & 0xFF));
                        steps += here;
                        lost += Math.max(0, here - blurred / (2.0 * REACH + 1));
                    }
                }
            }
        }
        return new double[] {steps, lost};
    }
}
