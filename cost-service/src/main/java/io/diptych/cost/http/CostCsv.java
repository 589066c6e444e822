package io.diptych.cost.http;

import io.diptych.cost.ledger.CostGroup;
import io.diptych.cost.ledger.CostSums;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Groups as a table for a spreadsheet, RFC 4180: one line for each group below a line of names. Without a total,
/// which the reader would add up with the rest.
final class CostCsv {
    private static final List<String> SUMS =
            List.of("images", "charges", "rework", "amountMicros", "heldMicros", "unpriced");
    private static final String END = "\r\n";

    private CostCsv() {}

    static String of(List<String> by, List<CostGroup> groups) {
        String names = Stream.concat(by.stream(), SUMS.stream()).collect(Collectors.joining(","));
        return names + END + groups.stream().map(CostCsv::line).collect(Collectors.joining());
    }

    private static String line(CostGroup group) {
        CostSums sums = group.sums();
        return Stream.concat(
                        group.dimensions().values().stream().map(CostCsv::quoted),
                        Stream.of(
                                        sums.images(),
                                        sums.charges(),
                                        sums.rework(),
                                        sums.amountMicros(),
                                        sums.heldMicros(),
                                        sums.unpriced())
                                .map(String::valueOf))
                .collect(Collectors.joining(",", "", END));
    }

    private static String quoted(@Nullable String value) {
        if (value == null) {
            return "";
        }
        return value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + value.replace("\"", "\"\"") + '"'
                : value;
    }
}
