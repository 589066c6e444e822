package io.diptych.quality.text;

import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Lab;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The pages that a picture is read from, likeliest first: text on art is found by none of them
/// alone. Grey; adaptive
/// threshold for dark and for light text; nearly white and nearly black ink; and one page for each
/// of six colours.
final class Pages {
    private static final int WORKING_SIDE = 1280;
    private static final int NEARLY_WHITE = 225;
    private static final int NEARLY_BLACK = 60;
    private static final int COLOURS = 6;
    private static final int FEWEST_BLACK = 300;
    private static final double MOST_BLACK_SHARE = 0.4;

    private Pages() {}

    /// The pages, made one by one as they are asked for.
    static List<Supplier<List<Page>>> of(Picture picture) {
        Picture small = small(picture);
        Binary binary = new Binary(small.width(), small.height());
        byte[] luma = small.lumas();
        int[] rgb = small.copyOfPixels();
        List<Supplier<List<Page>>> pages = new ArrayList<>();
        pages.add(() -> List.of(new Page(small.width(), small.height(), luma.clone(), true)));
        pages.add(() -> List.of(binary.adaptive(luma, false)));
        pages.add(() -> List.of(binary.adaptive(luma, true)));
        pages.add(() -> List.of(binary.letters(i -> least(rgb[i]) > NEARLY_WHITE)));
        pages.add(() -> List.of(binary.letters(i -> most(rgb[i]) < NEARLY_BLACK)));
        pages.add(() -> layers(small, rgb, binary));
        return pages;
    }

    private static Picture small(Picture picture) {
        int longest = Math.max(picture.width(), picture.height());
        return longest <= WORKING_SIDE
                ? picture
                : picture.resized(
                        Math.max(1, (int) ((long) picture.width() * WORKING_SIDE / longest)),
                        Math.max(1, (int) ((long) picture.height() * WORKING_SIDE / longest)));
    }

    private static List<Page> layers(Picture picture, int[] rgb, Binary binary) {
        Lab[] palette = Palette.of(picture, COLOURS);
        byte[] nearest = Palette.nearest(palette);
        List<Page> layers = new ArrayList<>();
        for (int colour = 0; colour < COLOURS; colour++) {
            int wanted = colour;
            Page page = binary.letters(i -> nearest[Palette.coarse(rgb[i])] == wanted);
            int black = black(page);
            if (black >= FEWEST_BLACK && black <= MOST_BLACK_SHARE * rgb.length) {
                layers.add(page);
            }
        }
        return layers;
    }

    private static int black(Page page) {
        int black = 0;
        for (byte one : page.bytes()) {
            black += one == 0 ? 1 : 0;
        }
        return black;
    }

    private static int least(int rgb) {
        return Math.min(rgb >> 16 & 0xFF, Math.min(rgb >> 8 & 0xFF, rgb & 0xFF));
    }

    private static int most(int rgb) {
        return Math.max(rgb >> 16 & 0xFF, Math.max(rgb >> 8 & 0xFF, rgb & 0xFF));
    }
}
