package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;
import java.util.Arrays;
import java.util.HexFormat;

/// What a picture is known by among others: a 64-bit perceptual hash of its structure (signs of the
/// low frequencies of
/// its cosine transform), and the mean colours of a grid of 4x4, as pictures of one template differ
/// in colour alone.
///
/// @param hash    the structure
/// @param colours 96 hexadecimal digits: red, green and blue of each cell, row by row
public record Fingerprint(long hash, String colours) {
    private static final int SIDE = 32;
    private static final int LOW = 8;
    private static final int CELLS = 4;
    private static final double[][] COSINES = new double[LOW][SIDE];

    static {
        for (int u = 0; u < LOW; u++) {
            for (int x = 0; x < SIDE; x++) {
                COSINES[u][x] = Math.cos((2 * x + 1) * u * Math.PI / (2 * SIDE));
            }
        }
    }

    public Fingerprint {
        if (colours.length() != CELLS * CELLS * 6) {
            throw new IllegalArgumentException(
                    "colours have " + colours.length() + " digits, must be " + CELLS * CELLS * 6);
        }
    }

    /// The fingerprint of a picture.
    public static Fingerprint of(Picture picture) {
        Picture small = picture.resized(SIDE, SIDE);
        byte[] luma = small.lumas();
        double[] low = new double[LOW * LOW];
        for (int u = 0; u < LOW; u++) {
            for (int v = 0; v < LOW; v++) {
                double sum = 0;
                for (int y = 0; y < SIDE; y++) {
                    for (int x = 0; x < SIDE; x++) {
                        sum += (luma[y * SIDE + x] & 0xFF) * COSINES[u][y] * COSINES[v][x];
                    }
                }
                low[u * LOW + v] = sum;
            }
        }
        double[] sorted = Arrays.copyOfRange(low, 1, low.length);
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        long hash = 0;
        for (int i = 0; i < low.length; i++) {
            if (low[i] > median) {
                hash |= 1L << i;
            }
        }
        return new Fingerprint(hash, colours(small));
    }

    /// Reads what [#toString()] wrote.
    public static Fingerprint parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("fingerprint is '" + text + "', must be hash:colours");
        }
        return new Fingerprint(Long.parseUnsignedLong(parts[0], 16), parts[1]);
    }

    /// Bits in which the structures differ, 0..64.
    public int bitsTo(Fingerprint other) {
        return Long.bitCount(hash ^ other.hash);
    }

    /// Mean difference of the colours, 0..255.
    public double colourTo(Fingerprint other) {
        byte[] mine = HexFormat.of().parseHex(colours);
        byte[] theirs = HexFormat.of().parseHex(other.colours);
        double sum = 0;
        for (int i = 0; i < mine.length; i++) {
            sum += Math.abs((mine[i] & 0xFF) - (theirs[i] & 0xFF));
        }
        return sum / mine.length;
    }

    private static String colours(Picture picture) {
        Picture cells = picture.resized(CELLS, CELLS);
        StringBuilder colours = new StringBuilder();
        for (int y = 0; y < CELLS; y++) {
            for (int x = 0; x < CELLS; x++) {
                colours.append(HexFormat.of().toHexDigits(cells.at(x, y), 6));
            }
        }
        return colours.toString();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(hash) + ":" + colours;
    }
}
