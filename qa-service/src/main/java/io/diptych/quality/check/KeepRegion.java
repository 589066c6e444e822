package io.diptych.quality.check;

import io.diptych.quality.intake.Picture;

/// The part of an image that a masked edit must leave alone, as the distance of each pixel from the part that it
/// may change (two passes of chamfer distance, good to a tenth).
final class KeepRegion {
    private static final float DIAGONAL = 1.414f;

    private final int width;
    private final float[] distance;

    private KeepRegion(int width, float[] distance) {
        this.width = width;
        this.distance = distance;
    }

    /// The region that a mask of the image's size protects: where it is transparent the image may
    /// change.
    static KeepRegion of(Picture mask) {
        int width = mask.width();
        int height = mask.height();
        float[] distance = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                distance[y * width + x] = mask.wasClear(x, y) ? 0 : Float.MAX_VALUE / 4;
            }
        }
        KeepRegion region = new KeepRegion(width, distance);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                region.relax(x, y, height, -1);
            }
        }
        for (int y = height - 1; y >= 0; y--) {
            for (int x = width - 1; x >= 0; x--) {
                region.relax(x, y, height, 1);
            }
        }
        return region;
    }

    private void relax(int x, int y, int height, int step) {
        int i = y * width + x;
        float least = distance[i];
        least = Math.min(least, at(x + step, y, height) + 1);
        least = Math.min(least, at(x, y + step, height) + 1);
        least = Math.min(least, at(x + step, y + step, height) + DIAGONAL);
        least = Math.min(least, at(x - step, y + step, height) + DIAGONAL);
        distance[i] = least;
    }

    private float at(int x, int y, int height) {
        return x < 0 || y < 0 || x >= width || y >= height ? Float.MAX_VALUE / 4 : distance[y * width + x];
    }

    /// Whether a pixel is protected and so far from the editable part that no feather reaches it.
    boolean keeps(int index, double margin) {
        return distance[index] > margin;
    }

    /// How much of the original a composite takes at a pixel, 0..1: none where it may change, all
    /// beyond the feather.
    double share(int index, double feather) {
        return Math.min(1, distance[index] / feather);
    }

    /// Pixels that are protected.
    long size(double margin) {
        long n = 0;
        for (float one : distance) {
            n += one > margin ? 1 : 0;
        }
        return n;
    }
}
