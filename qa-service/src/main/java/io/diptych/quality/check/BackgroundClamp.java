package io.diptych.quality.check;

import io.diptych.quality.intake.Picture;
import java.util.BitSet;
import java.util.Optional;

/// Makes a nearly white ground white: every pixel that is nearly white and hangs together with the border through
/// others becomes 255. White inside the subject is left alone.
final class BackgroundClamp {
    private static final int MOST_CHROMA = 10;
    private static final double LEAST_SHARE_OF_BORDER = 0.8;

    private BackgroundClamp() {}

    /// The clamped picture; empty when too little of the border is nearly white for it to be a
    /// white ground at all.
    ///
    /// @param from least value of each channel that counts as nearly white
    static Optional<Picture> clamp(Picture picture, int from) {
        int width = picture.width();
        int height = picture.height();
        BitSet ground = new BitSet(width * height);
        int[] open = new int[width * height];
        int last = 0;
        int border = 0;
        for (int i = 0; i < width * height; i++) {
            int x = i % width;
            int y = i / width;
            if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
                border++;
                if (nearlyWhite(picture.at(x, y), from)) {
                    ground.set(i);
                    open[last++] = i;
                }
            }
        }
        if (last < border * LEAST_SHARE_OF_BORDER) {
            return Optional.empty();
        }
        for (int next = 0; next < last; next++) {
            int i = open[next];
            int x = i % width;
            int y = i / width;
            last = visit(picture, from, x - 1, y, ground, open, last);
            last = visit(picture, from, x + 1, y, ground, open, last);
            last = visit(picture, from, x, y - 1, ground, open, last);
            last = visit(picture, from, x, y + 1, ground, open, last);
        }
        int[] pixels = picture.copyOfPixels();
        ground.stream().forEach(i -> pixels[i] = 0xFFFFFF);
        return Optional.of(Picture.of(width, height, pixels));
    }

    private static int visit(Picture picture, int from, int x, int y, BitSet ground, int[] open, int last) {
        if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) {
            return last;
        }
        int i = y * picture.width() + x;
        if (ground.get(i) || !nearlyWhite(picture.at(x, y), from)) {
            return last;
        }
        ground.set(i);
        open[last] = i;
        return last + 1;
    }

    private static boolean nearlyWhite(int rgb, int from) {
        int least = Math.min(rgb >> 16 & 0xFF, Math.min(rgb >> 8 & 0xFF, rgb & 0xFF));
        int most = Math.max(rgb >> 16 & 0xFF, Math.max(rgb >> 8 & 0xFF, rgb & 0xFF));
        return least >= from && most - least <= MOST_CHROMA;
    }
}
