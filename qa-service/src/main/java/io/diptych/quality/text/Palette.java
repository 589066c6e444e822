package io.diptych.quality.text;

import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Lab;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The main colours of a picture: k-means in Lab, started from the colours that lie farthest apart.
/// Deterministic.
final class Palette {
    private static final int SAMPLE_SIDE = 128;
    private static final int ROUNDS = 12;
    private static final int COARSE = 1 << 15;

    private Palette() {}

    static Lab[] of(Picture picture, int colours) {
        Picture small = picture.within(SAMPLE_SIDE);
        List<Lab> samples = new ArrayList<>(small.width() * small.height());
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                samples.add(Lab.ofRgb(small.at(x, y)));
            }
        }
        Lab[] centres = farthest(samples, colours);
        for (int round = 0; round < ROUNDS; round++) {
            centres = moved(samples, centres);
        }
        return centres;
    }

    /// Five bits of each channel.
    static int coarse(int rgb) {
        return (rgb >> 9 & 0x7C00) | (rgb >> 6 & 0x3E0) | (rgb >> 3 & 0x1F);
    }

    /// For each coarse colour the index of the nearest of the palette.
    static byte[] nearest(Lab[] palette) {
        byte[] nearest = new byte[COARSE];
        for (int i = 0; i < COARSE; i++) {
            int rgb = (i >> 10 << 3 | 4) << 16 | ((i >> 5 & 31) << 3 | 4) << 8 | (i & 31) << 3 | 4;
            nearest[i] = (byte) nearest(palette, Lab.ofRgb(rgb));
        }
        return nearest;
    }

    private static Lab[] farthest(List<Lab> samples, int colours) {
        Lab[] centres = new Lab[colours];
        double[] distance = new double[samples.size()];
        Arrays.fill(distance, Double.MAX_VALUE);
        int next = 0;
        for (int c = 0; c < colours; c++) {
            centres[c] = samples.get(next);
            int best = 0;
            for (int i = 0; i < distance.length; i++) {
                distance[i] = Math.min(distance[i], samples.get(i).squareTo(centres[c]));
                best = distance[i] > distance[best] ? i : best;
            }
            next = best;
        }
        return centres;
    }

    private static Lab[] moved(List<Lab> samples, Lab[] centres) {
        double[][] sums = new double[centres.length][4];
        for (Lab sample : samples) {
            double[] sum = sums[nearest(centres, sample)];
            sum[0] += sample.l();
            sum[1] += sample.a();
            sum[2] += sample.b();
            sum[3]++;
        }
        Lab[] moved = new Lab[centres.length];
        for (int i = 0; i < moved.length; i++) {
            double[] sum = sums[i];
            moved[i] = sum[3] == 0 ? centres[i] : new Lab(sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]);
        }
        return moved;
    }

    private static int nearest(Lab[] centres, Lab colour) {
        int nearest = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < centres.length; i++) {
            double distance = colour.squareTo(centres[i]);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }
}
