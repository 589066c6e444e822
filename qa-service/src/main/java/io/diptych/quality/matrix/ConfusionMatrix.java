package io.diptych.quality.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How samples were answered, by profile and defect.
public final class ConfusionMatrix {
    private final Map<Key, Map<Answer, Integer>> cells = new TreeMap<>();

    /// Counts one.
    public synchronized void add(String profile, String defect, boolean bad, Answer answer) {
        cells.computeIfAbsent(new Key(profile, bad, defect), _ -> new EnumMap<>(Answer.class))
                .merge(answer, 1, Integer::sum);
    }

    /// A row for each profile and defect, flawless samples first.
    public synchronized List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        cells.forEach((key, counts) -> rows.add(new Row(key.profile(), key.defect(), key.bad(), counts)));
        return rows;
    }

    /// Bad samples that would be delivered, of all bad ones.
    public Share falseAccepts() {
        return share(rows().stream().filter(Row::bad).toList());
    }

    /// Bad samples of a profile that would be delivered, of all its bad ones.
    public Share falseAccepts(String profile) {
        return share(rows().stream()
                .filter(row -> row.bad() && row.profile().equals(profile))
                .toList());
    }

    /// Flawless samples that would not be delivered, of all flawless ones.
    public Share falseRejects() {
        return share(rows().stream().filter(row -> !row.bad()).toList());
    }

    /// Flawless samples of a profile that would not be delivered, of all its flawless ones.
    public Share falseRejects(String profile) {
        return share(rows().stream()
                .filter(row -> !row.bad() && row.profile().equals(profile))
                .toList());
    }

    private static Share share(List<Row> rows) {
        return new Share(
                rows.stream().mapToInt(Row::wrong).sum(),
                rows.stream().mapToInt(Row::all).sum());
    }

    private record Key(String profile, boolean bad, String defect) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byProfile = profile.compareTo(other.profile);
            int byBad = Boolean.compare(bad, other.bad);
            return byProfile != 0 ? byProfile : byBad != 0 ? byBad : defect.compareTo(other.defect);
        }
    }

    /// Wrong answers among all.
    public record Share(int wrong, int all) {
        /// 0..1; 0 of none.
        public double value() {
            return all == 0 ? 0 : (double) wrong / all;
        }
    }

    /// One profile and defect.
    ///
    /// @param counts samples by answer
    public record Row(String profile, String defect, boolean bad, Map<Answer, Integer> counts) {
        public Row {
            counts = Map.copyOf(counts);
        }

        /// All samples.
        public int all() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        /// Samples with this answer.
        public int of(Answer answer) {
            return counts.getOrDefault(answer, 0);
        }

        /// Bad ones that are delivered, or flawless ones that are not. One that was mended as it ought to be is no
        /// bad one any more, and a flawless one that is mended is delivered as it ought to be.
        public int wrong() {
            int wrong = 0;
            for (Answer answer : Answer.values()) {
                boolean isWrong = bad ? answer.isDelivered() && answer != Answer.MENDED : !answer.isDelivered();
                wrong += isWrong ? of(answer) : 0;
            }
            return wrong + (bad ? 0 : of(Answer.MENDED_WRONG));
        }
    }
}
