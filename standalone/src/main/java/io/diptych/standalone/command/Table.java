package io.diptych.standalone.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows of text in columns as wide as they need to be. The last column is not padded.
final class Table {
    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /// @param header titles; one that begins with `>` is of a column of numbers, which stand to the right
    Table(String... header) {
        right = new boolean[header.length];
        String[] titles = new String[header.length];
        for (int i = 0; i < header.length; i++) {
            right[i] = header[i].startsWith(">");
            titles[i] = right[i] ? header[i].substring(1) : header[i];
        }
        rows.add(titles);
    }

    /// Adds a row; null is an empty cell.
    void row(@Nullable Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(
                    "row has " + cells.length + " cells, expected " + right.length + " as the header has");
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> cell == null ? "" : cell.toString())
                .toArray(String[]::new));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /// The lines for a terminal, header first.
    List<String> lines() {
        int[] widths = IntStream.range(0, right.length)
                .map(column -> rows.stream()
                        .mapToInt(row -> row[column].length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? "" : GAP)
                    .append(right[i] ? padding : "")
                    .append(row[i])
                    .append(right[i] ? "" : padding);
        }
        return line.toString().stripTrailing();
    }

    /// The lines of a Markdown table.
    List<String> markdown() {
        List<String> lines = new ArrayList<>(
                rows.stream().map(row -> "| " + String.join(" | ", row) + " |").toList());
        StringBuilder ruler = new StringBuilder("|");
        for (boolean numbers : right) {
            ruler.append(numbers ? "---:|" : "---|");
        }
        lines.add(1, ruler.toString());
        return lines;
    }
}
