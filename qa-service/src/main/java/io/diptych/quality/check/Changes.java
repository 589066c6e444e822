package io.diptych.quality.check;

import io.diptych.quality.intake.Picture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/// Where an image differs from the one before, for a person: squares whose pixels differ visibly, those that touch
/// taken together, the largest few.
final class Changes {
    private static final int SQUARE = 16;
    private static final int VISIBLE = 8;
    private static final int MOST = 4;

    private final Picture before;
    private final Picture image;
    private final IntPredicate counts;
    private final int across;
    private final int down;

    private Changes(Picture before, Picture image, IntPredicate counts) {
        this.before = before;
        this.image = image;
        this.counts = counts;
        this.across = Math.ceilDiv(image.width(), SQUARE);
        this.down = Math.ceilDiv(image.height(), SQUARE);
    }

    /// The places, largest first.
    ///
    /// @param before of the image's size
    /// @param counts which pixels, by their index, are looked at
    static List<Box> between(Picture before, Picture image, IntPredicate counts, String label) {
        Changes changes = new Changes(before, image, counts);
        BitSet changed = new BitSet();
        for (int square = 0; square < changes.across * changes.down; square++) {
            changed.set(square, changes.isVisible(square));
        }
        return changes.groups(changed, label);
    }

    private boolean isVisible(int square) {
        int left = square % across * SQUARE;
        int top = square / across * SQUARE;
        long sum = 0;
        int n = 0;
        for (int y = top; y < Math.min(image.height(), top + SQUARE); y++) {
            for (int x = left; x < Math.min(image.width(), left + SQUARE); x++) {
                if (counts.test(y * image.width() + x)) {
                    sum += difference(before.at(x, y), image.at(x, y));
                    n++;
                }
            }
        }
        return n > 0 && sum > (long) VISIBLE * n;
    }

    private static int difference(int one, int other) {
        return Math.max(
                Math.abs((one >> 16 & 0xFF) - (other >> 16 & 0xFF)),
                Math.max(Math.abs((one >> 8 & 0xFF) - (other >> 8 & 0xFF)), Math.abs((one & 0xFF) - (other & 0xFF))));
    }

    private List<Box> groups(BitSet changed, String label) {
        List<Group> groups = new ArrayList<>();
        for (int first = changed.nextSetBit(0); first >= 0; first = changed.nextSetBit(first)) {
            groups.add(group(first, changed));
        }
        return groups.stream()
                .sorted(Comparator.comparingInt(Group::squares).reversed())
                .limit(MOST)
                .map(group -> group.box(image, label))
                .toList();
    }

    /// Takes the squares that hang together with the first one out of those that have changed.
    private Group group(int first, BitSet changed) {
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        changed.clear(first);
        Group group = Group.of(first % across, first / across);
        for (Integer square = open.poll(); square != null; square = open.poll()) {
            group = group.with(square % across, square / across);
            for (int y = Math.max(0, square / across - 1); y <= Math.min(down - 1, square / across + 1); y++) {
                for (int x = Math.max(0, square % across - 1); x <= Math.min(across - 1, square % across + 1); x++) {
                    if (changed.get(y * across + x)) {
                        changed.clear(y * across + x);
                        open.add(y * across + x);
                    }
                }
            }
        }
        return group;
    }

    private record Group(int squares, int left, int top, int right, int bottom) {
        static Group of(int x, int y) {
            return new Group(0, x, y, x, y);
        }

        Group with(int x, int y) {
            return new Group(squares + 1, Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y));
        }

        Box box(Picture image, String label) {
            int x = left * SQUARE;
            int y = top * SQUARE;
            return new Box(
                    x,
                    y,
                    Math.min(image.width(), (right + 1) * SQUARE) - x,
                    Math.min(image.height(), (bottom + 1) * SQUARE) - y,
                    label);
        }
    }
}
