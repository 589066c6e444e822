package io.diptych.quality.review;

/// A share and how sure it is: Wilson's score interval at 95 % (E. B. Wilson, Probable inference, 1927).
///
/// @param count of those the ones that are counted
/// @param of    all of them
/// @param low   least plausible share, 0..1
/// @param high  greatest plausible share, 0..1
public record Interval(long count, long of, double low, double high) {
    private static final double Z = 1.959_963_984_540_054;

    /// The share of `count` in `of`; of nothing any share is plausible.
    public static Interval of(long count, long of) {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("count is " + count + ", must be from 0 to " + of);
        }
        if (of == 0) {
            return new Interval(0, 0, 0, 1);
        }
        double share = (double) count / of;
        double z2 = Z * Z;
        double middle = (share + z2 / (2 * of)) / (1 + z2 / of);
        double half = Z / (1 + z2 / of) * Math.sqrt(share * (1 - share) / of + z2 / (4.0 * of * of));
        return new Interval(count, of, Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
