package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;
import java.util.Arrays;

/// How noisy a picture is where it ought to be flat: the method of Immerkaer (1996) on blocks, of
/// which the quiet tenth
/// that is not perfectly flat counts. Blocks without any structure (a clipped white ground) say
/// nothing of noise.
public final class Noise {
    private static final int BLOCK = 16;
    private static final double QUIET = 0.10;

    /// The quietest tenth of blocks reads low by this factor, measured on Gaussian noise of
    /// deviation 3, 8 and 16.
    private static final double QUIET_BIAS = 1.67;

    private Noise() {}

    /// Deviation of the noise on the scale of 0..255. Half of the blocks being perfectly flat means
    /// none.
    public static double of(Picture picture) {
        byte[] luma = picture.lumas();
        int width = picture.width();
        int across = width / BLOCK;
        int down = picture.height() / BLOCK;
        if (across == 0 || down == 0) {
            return 0;
        }
        // A chessboard of blocks is enough, and half the time.
        double[] blocks = new double[Math.ceilDiv(across * down, 2)];
        for (int i = 0; i < blocks.length; i++) {
            int row = 2 * i / across;
            int column = Math.min(across - 1, 2 * i % across + (across % 2 == 0 ? row & 1 : 0));
            blocks[i] = block(luma, width, picture.height(), column * BLOCK, row * BLOCK);
        }
        Arrays.sort(blocks);
        return blocks[(int) ((blocks.length - 1) * QUIET)] * QUIET_BIAS;
    }

    private static double block(byte[] luma, int width, int height, int left, int top) {
        long sum = 0;
        int n = 0;
        for (int y = Math.max(1, top); y < Math.min(height - 1, top + BLOCK); y++) {
            int first = Math.max(1, left);
            int before = second(luma, y * width + first - 1, width);
            int here = second(luma, y * width + first, width);
            for (int x = first; x < Math.min(width - 1, left + BLOCK); x++) {
                int i = y * width + x;
                // The mask of three by three is the second difference of second differences.
                int next = second(luma, i + 1, width);
                sum += Math.abs(before - 2 * here + next);
                before = here;
                here = next;
                n++;
            }
        }
        return n == 0 ? 0 : sum * Math.sqrt(Math.PI / 2) / (6.0 * n);
    }

    private static int second(byte[] luma, int index, int width) {
        return (luma[index - width] & 0xFF) - 2 * (luma[index] & 0xFF) + (luma[index + width] & 0xFF);
    }
}
