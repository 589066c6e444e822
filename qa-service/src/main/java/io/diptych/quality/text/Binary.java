package io.diptych.quality.text;

import io.diptych.quality.measure.Likeness;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/// Makes black-and-white pages, keeping only what has the size of a letter.
final class Binary {
    private static final int WINDOW = 25;
    private static final double SAUVOLA = 0.2;
    private static final double FLAT = 10;
    private static final int LEAST_HEIGHT = 6;
    private static final int MOST_HEIGHT = 160;
    private static final int LEAST_WIDTH = 2;
    private static final int MOST_WIDTH = 200;
    private static final int FEWEST_PIXELS = 12;
    private static final double LEAST_FILL = 0.12;

    private final int width;
    private final int height;

    Binary(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /// Threshold by the neighbourhood (Sauvola), for dark text, or for light text when inverted.
    Page adaptive(byte[] luma, boolean inverted) {
        float[] values = new float[luma.length];
        float[] squares = new float[luma.length];
        for (int i = 0; i < values.length; i++) {
            int shade = luma[i] & 0xFF;
            values[i] = inverted ? 255 - shade : shade;
            squares[i] = values[i] * values[i];
        }
        float[] means = Likeness.means(values, width, height, WINDOW);
        float[] meanSquares = Likeness.means(squares, width, height, WINDOW);
        return letters(i -> {
            double deviation = Math.sqrt(Math.max(0, meanSquares[i] - means[i] * means[i]));
            return deviation > FLAT && values[i] < means[i] * (1 + SAUVOLA * (deviation / 128 - 1));
        });
    }

    /// The page of the pixels that are ink, without what is too small, too large or too thin for a
    /// letter.
    Page letters(IntPredicate ink) {
        byte[] page = new byte[width * height];
        Arrays.fill(page, (byte) 255);
        BitSet open = new BitSet(page.length);
        for (int i = 0; i < page.length; i++) {
            open.set(i, ink.test(i));
        }
        int[] component = new int[open.cardinality()];
        for (int start = open.nextSetBit(0); start >= 0; start = open.nextSetBit(start)) {
            int size = collect(open, start, component);
            if (isLetter(component, size)) {
                for (int i = 0; i < size; i++) {
                    page[component[i]] = 0;
                }
            }
        }
        return new Page(width, height, page, false);
    }

    private int collect(BitSet open, int start, int[] into) {
        int last = 0;
        into[last++] = start;
        open.clear(start);
        for (int next = 0; next < last; next++) {
            int i = into[next];
            int x = i % width;
            last = take(open, x > 0 ? i - 1 : -1, into, last);
            last = take(open, x < width - 1 ? i + 1 : -1, into, last);
            last = take(open, i - width, into, last);
            last = take(open, i + width < width * height ? i + width : -1, into, last);
        }
        return last;
    }

    private static int take(BitSet open, int index, int[] into, int last) {
        if (index < 0 || !open.get(index)) {
            return last;
        }
        open.clear(index);
        into[last] = index;
        return last + 1;
    }

    private boolean isLetter(int[] component, int size) {
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        for (int i = 0; i < size; i++) {
            left = Math.min(left, component[i] % width);
            right = Math.max(right, component[i] % width);
            top = Math.min(top, component[i] / width);
            bottom = Math.max(bottom, component[i] / width);
        }
        int wide = right - left + 1;
        int high = bottom - top + 1;
        return size >= FEWEST_PIXELS
                && high >= LEAST_HEIGHT
                && high <= MOST_HEIGHT
                && wide >= LEAST_WIDTH
                && wide <= MOST_WIDTH
                && size > LEAST_FILL * wide * high;
    }
}
