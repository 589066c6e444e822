package io.diptych.simulator.drawing;

import java.util.ArrayDeque;
import java.util.Deque;

/// What surrounds the subject of an image: everything that can be reached from its edge without a sudden change,
/// and that has about the colour of the edge on the same line.
final class Backdrop {

    private static final int TOLERANCE = 18;
    private static final int ABOUT = 64;

    private Backdrop() {}

    /// Gives the backdrop one colour.
    ///
    /// @param pixels 0xAARRGGBB, row by row
    static void replace(int[] pixels, int width, int height, int colour) {
        boolean[] seen = new boolean[pixels.length];
        Deque<Integer> open = new ArrayDeque<>();
        for (int x = 0; x < width; x++) {
            visit(x, seen, open);
            visit((height - 1) * width + x, seen, open);
        }
        for (int y = 0; y < height; y++) {
            visit(y * width, seen, open);
            visit(y * width + width - 1, seen, open);
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            int x = at % width;
            step(pixels, width, at, x > 0 ? at - 1 : at, seen, open);
            step(pixels, width, at, x < width - 1 ? at + 1 : at, seen, open);
            step(pixels, width, at, at >= width ? at - width : at, seen, open);
            step(pixels, width, at, at + width < pixels.length ? at + width : at, seen, open);
        }
        for (int i = 0; i < pixels.length; i++) {
            if (seen[i]) {
                pixels[i] = colour;
            }
        }
    }

    private static void visit(int at, boolean[] seen, Deque<Integer> open) {
        if (!seen[at]) {
            seen[at] = true;
            open.push(at);
        }
    }

    private static void step(int[] pixels, int width, int from, int to, boolean[] seen, Deque<Integer> open) {
        int left = pixels[to - to % width];
        int right = pixels[to - to % width + width - 1];
        if (!seen[to]
                && isAlike(pixels[from], pixels[to], TOLERANCE)
                && (isAlike(left, pixels[to], ABOUT) || isAlike(right, pixels[to], ABOUT))) {
            visit(to, seen, open);
        }
    }

    private static boolean isAlike(int one, int other, int tolerance) {
        return Math.abs((one >> 16 & 0xFF) - (other >> 16 & 0xFF)) < tolerance
                && Math.abs((one >> 8 & 0xFF) - (other >> 8 & 0xFF)) < tolerance
                && Math.abs((one & 0xFF) - (other & 0xFF)) < tolerance;
    }
}
