package io.diptych.worker.contract;

import io.diptych.events.Billing;
import io.diptych.simulator.fault.FaultMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The table of `docs/fault-matrix.md`: what people read there is what the tests compare with, so it cannot
/// be old.
final class FaultTable {
    private static final Path PAGE = Path.of("..", "docs", "fault-matrix.md");

    private FaultTable() {}

    /// One way to buy an image, struck by one fault.
    ///
    /// @param way as the page calls it
    record Cell(FaultMode fault, String way) {}

    /// How that ends.
    ///
    /// @param ends     a failure code, or `RENDERED`
    /// @param calls    how often the provider was asked to make it
    /// @param told     what the adapter says of the bill
    /// @param invoiced images that the provider's invoice has
    record End(String ends, int calls, Billing told, int invoiced) {
        /// As a row of the page says it.
        String row(Cell cell) {
            return "| `" + cell.fault().label() + "` | " + cell.way() + " | " + ends + " | " + calls + " | "
                    + told.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | " + invoiced + " |";
        }
    }

    /// The rows of these ways.
    static Map<Cell, End> of(List<String> ways) {
        Map<Cell, End> table = new HashMap<>();
        for (String line : page().lines().filter(line -> line.startsWith("| `")).toList()) {
            String[] columns = Arrays.stream(line.split("\\|", -1))
                    .map(String::strip)
                    .skip(1)
                    .toArray(String[]::new);
            FaultMode fault = FaultMode.valueOf(columns[0].replace("`", "").toUpperCase(Locale.ROOT));
            End end = new End(
                    columns[2],
                    Integer.parseInt(columns[3]),
                    Billing.valueOf(columns[4].toUpperCase(Locale.ROOT).replace(' ', '_')),
                    Integer.parseInt(columns[5]));
            for (String way : columns[1].split(", ", -1)) {
                if (ways.contains(way) && table.put(new Cell(fault, way), end) != null) {
                    throw new AssertionError(PAGE + " has two rows for " + fault.label() + " of " + way);
                }
            }
        }
        return table;
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException("the table is in " + PAGE, e);
        }
    }
}
