package io.diptych.catalog;

import org.jspecify.annotations.Nullable;

/// Width to height of an image, written `4:5`. Ordered from tall to wide.
///
/// Two spellings of one ratio are equal, `21:9` and `7:3`, and each keeps its own text, since providers know only one.
///
/// @param width  parts of width, at least 1
/// @param height parts of height, at least 1
public record AspectRatio(int width, int height) implements Comparable<AspectRatio> {

    private static final int MOST_DIGITS = 5;

    public AspectRatio {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "aspect ratio is " + width + ":" + height + ", expected two whole numbers of at least 1");
        }
    }

    /// Reads `4:5`.
    ///
    /// @throws IllegalArgumentException if the text is written otherwise
    public static AspectRatio parse(String text) {
        int colon = text.indexOf(':');
        if (!isWhole(text, 0, colon) || !isWhole(text, colon + 1, text.length())) {
            throw new IllegalArgumentException("aspect ratio is \"" + text + "\", expected WIDTH:HEIGHT such as 4:5");
        }
        return new AspectRatio(
                Integer.parseInt(text, 0, colon, 10), Integer.parseInt(text, colon + 1, text.length(), 10));
    }

    // By hand: every candidate of every decision is read here.
    private static boolean isWhole(String text, int from, int to) {
        if (to - from < 1 || to - from > MOST_DIGITS) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    /// The ratio of a size's edges, in lowest terms.
    public static AspectRatio of(PixelSize size) {
        return new AspectRatio(size.width(), size.height()).inLowestTerms();
    }

    /// The same ratio with the smallest whole numbers.
    public AspectRatio inLowestTerms() {
        int common = greatestCommonDivisor(width, height);
        return common == 1 ? this : new AspectRatio(width / common, height / common);
    }

    // Euclid's, by hand: the one of the JDK is for big integers only, and sizes are looked at for every candidate.
    private static int greatestCommonDivisor(int one, int other) {
        int larger = one;
        int smaller = other;
        while (smaller != 0) {
            int rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }

    /// How far a size is from this ratio, as a fraction: 0 is exact, 0.03 is three percent too wide or too tall.
    public double deviationOf(PixelSize size) {
        double actual = (double) size.width() / size.height();
        double wanted = (double) width / height;
        return Math.abs(actual / wanted - 1);
    }

    @Override
    public int compareTo(AspectRatio other) {
        return Long.compare((long) width * other.height, (long) other.width * height);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AspectRatio ratio && compareTo(ratio) == 0;
    }

    @Override
    public int hashCode() {
        AspectRatio lowest = inLowestTerms();
        return 31 * lowest.width + lowest.height;
    }

    @Override
    public String toString() {
        return width + ":" + height;
    }
}
