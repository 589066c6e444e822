package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;

/// Whether there is something to see: an image of one shade, or of a few flat colours, was not drawn.
final class BlankCheck implements Check {
    private static final int COLOURS = 1 << 15;

    @Override
    public String id() {
        return "blank";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("minDeviation", 4.0, "minColours", 8.0));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        Picture picture = specimen.picture();
        int[] row = new int[picture.width()];
        BitSet colours = new BitSet(COLOURS);
        long sum = 0;
        long squares = 0;
        for (int y = 0; y < picture.height(); y++) {
            picture.row(y, row);
            for (int rgb : row) {
                int luminance = luminance(rgb);
                sum += luminance;
                squares += (long) luminance * luminance;
                colours.set(coarse(rgb));
            }
        }
        long pixels = (long) picture.width() * picture.height();
        double mean = (double) sum / pixels;
        double deviation = Math.sqrt(Math.max(0, (double) squares / pixels - mean * mean));
        int distinct = colours.cardinality();
        boolean drawn = deviation >= limits.get("minDeviation") && distinct >= limits.get("minColours");
        return finding(
                drawn ? CheckStatus.PASSED : CheckStatus.FAILED,
                Map.of("deviation", deviation, "colours", (double) distinct),
                String.format(
                        Locale.ROOT,
                        "luminance deviates by %.2f (at least %.2f), %d distinct colours (at least %.0f)",
                        deviation,
                        limits.get("minDeviation"),
                        distinct,
                        limits.get("minColours")));
    }

    /// Luma of Rec. 709, 0..255.
    private static int luminance(int rgb) {
        return (54 * (rgb >> 16 & 0xFF) + 183 * (rgb >> 8 & 0xFF) + 19 * (rgb & 0xFF)) >> 8;
    }

    /// Five bits of each channel.
    private static int coarse(int rgb) {
        return (rgb >> 9 & 0x7C00) | (rgb >> 6 & 0x3E0) | (rgb >> 3 & 0x1F);
    }
}
