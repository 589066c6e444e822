package io.diptych.cost.reconcile;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// A provider's invoice.
///
/// @param name for explanations, such as the file's
/// @param byCall whether each line is for one call; else for a day and model
public record Invoice(String name, boolean byCall, List<InvoiceLine> lines) {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();

    public Invoice {
        lines = List.copyOf(lines);
    }

    /// Providers that it is of.
    public Set<String> providers() {
        return lines.stream().map(InvoiceLine::provider).collect(Collectors.toSet());
    }

    /// Its first day; none when it has no lines.
    public Optional<LocalDate> firstDay() {
        return lines.stream().map(InvoiceLine::day).min(Comparator.naturalOrder());
    }

    /// Its last day; none when it has no lines.
    public Optional<LocalDate> lastDay() {
        return lines.stream().map(InvoiceLine::day).max(Comparator.naturalOrder());
    }

    /// Reads comma-separated values; columns beyond those that are needed are ignored.
    ///
    /// @throws InvoiceException when a line is wrong
    public static Invoice parse(String name, String csv) {
        try (CSVParser parser = FORMAT.parse(new StringReader(csv))) {
            InvoiceShape shape = InvoiceShape.of(parser.getHeaderNames())
                    .orElseThrow(() -> new InvoiceException(
                            1,
                            "(all)",
                            String.join(",", parser.getHeaderNames()),
                            "columns of " + InvoiceShape.known()));
            List<InvoiceLine> lines = new ArrayList<>();
            for (CSVRecord record : parser) {
                lines.add(shape.read(new CsvRow(record, parser.getCurrentLineNumber())));
            }
            return new Invoice(name, shape == InvoiceShape.CALLS, lines);
        } catch (CSVException e) {
            throw new InvoiceException(1, "(all)", String.valueOf(e.getMessage()), "comma-separated values, RFC 4180");
        } catch (UncheckedIOException e) {
            throw new InvoiceException(1, "(all)", String.valueOf(e.getMessage()), "comma-separated values, RFC 4180");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record CsvRow(CSVRecord record, long number) implements InvoiceShape.Row {
        @Override
        public boolean has(String column) {
            return record.isMapped(column);
        }

        @Override
        public @Nullable String optional(String column) {
            if (!record.isSet(column)) {
                throw new InvoiceException(number, column, "", "there: the line has " + record.size() + " fields");
            }
            String value = record.get(column).strip();
            return value.isEmpty() ? null : value;
        }
    }
}
