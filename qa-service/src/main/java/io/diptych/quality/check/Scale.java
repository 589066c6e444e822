package io.diptych.quality.check;

import io.diptych.events.CheckStatus;

/// Turns a measure into a status by two thresholds.
final class Scale {
    private Scale() {}

    /// For measures that are better when low.
    static CheckStatus low(double value, double warnAbove, double failAbove) {
        if (value > failAbove) {
            return CheckStatus.FAILED;
        }
        return value > warnAbove ? CheckStatus.WARNED : CheckStatus.PASSED;
    }

    /// For measures that are better when high.
    static CheckStatus high(double value, double warnBelow, double failBelow) {
        if (value < failBelow) {
            return CheckStatus.FAILED;
        }
        return value < warnBelow ? CheckStatus.WARNED : CheckStatus.PASSED;
    }

    /// The worse of two.
    static CheckStatus worse(CheckStatus one, CheckStatus other) {
        return rank(one) >= rank(other) ? one : other;
    }

    /// Whether one is better than the other.
    static boolean better(CheckStatus one, CheckStatus other) {
        return rank(one) < rank(other);
    }

    private static int rank(CheckStatus status) {
        return switch (status) {
            case SKIPPED -> 0;
            case PASSED -> 1;
            case WARNED -> 2;
            case FAILED -> 3;
        };
    }
}
