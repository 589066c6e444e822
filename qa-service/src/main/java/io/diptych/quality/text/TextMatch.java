package io.diptych.quality.text;

import java.util.List;

/// How well an expected line was found.
///
/// @param line     as expected
/// @param distance characters that differ from the likeliest place in what was read
/// @param letters  characters of the line that count: spaces and punctuation do not
/// @param read     that place, as it was read
/// @param words    the words of that place
public record TextMatch(String line, int distance, int letters, String read, List<Word> words) {
    public TextMatch {
        words = List.copyOf(words);
    }

    /// Compares a line with everything that was read off one page.
    static TextMatch of(String line, Reading page) {
        String wanted = Reading.normal(line);
        String found = page.letters();
        int[] start = new int[found.length() + 1];
        int[] row = new int[found.length() + 1];
        for (int j = 0; j < start.length; j++) {
            start[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int[] nextRow = new int[row.length];
            int[] nextStart = new int[row.length];
            nextRow[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = row[j - 1] + (wanted.charAt(i - 1) == found.charAt(j - 1) ? 0 : 1);
                int insert = nextRow[j - 1] + 1;
                int delete = row[j] + 1;
                nextRow[j] = Math.min(change, Math.min(insert, delete));
                nextStart[j] = nextRow[j] == change ? start[j - 1] : nextRow[j] == insert ? nextStart[j - 1] : start[j];
            }
            row = nextRow;
            start = nextStart;
        }
        int best = 0;
        for (int j = 1; j < row.length; j++) {
            best = row[j] < row[best] ? j : best;
        }
        return new TextMatch(
                line, row[best], wanted.length(), found.substring(start[best], best), page.words(start[best], best));
    }

    /// A line that was not found at all.
    static TextMatch none(String line) {
        int letters = Reading.normal(line).length();
        return new TextMatch(line, letters, letters, "", List.of());
    }

    /// Share of the letters that differ, 0..1.
    public double errorRate() {
        return letters == 0 ? 0 : Math.min(1, (double) distance / letters);
    }
}
