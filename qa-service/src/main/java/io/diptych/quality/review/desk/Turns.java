package io.diptych.quality.review.desk;

import io.diptych.events.ReviewSlot;

/// Which slot a reviewer's next question is for: of twenty turns one is for a question whose answer is known, and three
/// are for images that chance chose.
final class Turns {
    private static final int ROUND = 20;

    private Turns() {}

    /// @param turn 1 for the reviewer's first
    static ReviewSlot slot(long turn) {
        return switch ((int) (turn % ROUND)) {
            case 13 -> ReviewSlot.GOLD;
            case 3, 9, 17 -> ReviewSlot.AUDIT;
            default -> ReviewSlot.NORMAL;
        };
    }
}
