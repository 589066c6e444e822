package io.diptych.cost.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/// A table for a spreadsheet, RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before
/// it.
final class CsvTable {
    /// What its answers are.
    static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

    private static final String FORMULAS = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    CsvTable(List<String> names) {
        try {
            this.printer = new CSVPrinter(text, CSVFormat.RFC4180);
            printer.printRecord(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Begins a line.
    Line line() {
        return new Line();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /// A line that is being written.
    final class Line {
        private final List<@Nullable Object> cells = new ArrayList<>();

        Line add(@Nullable Object cell) {
            cells.add(cell instanceof String word ? harmless(word) : cell);
            return this;
        }

        Line addAll(Iterable<? extends @Nullable Object> more) {
            more.forEach(this::add);
            return this;
        }

        void end() {
            try {
                printer.printRecord(cells);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String harmless(String word) {
            return !word.isEmpty() && FORMULAS.indexOf(word.charAt(0)) >= 0 ? "'" + word : word;
        }
    }
}
