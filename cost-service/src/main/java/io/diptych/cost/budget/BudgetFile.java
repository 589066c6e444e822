package io.diptych.cost.budget;

import io.diptych.catalog.yaml.Document;
import io.diptych.catalog.yaml.Problem;
import io.diptych.catalog.yaml.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Budgets as YAML. Every mistake is told at once, with its field, its value and what would be right.
public final class BudgetFile {
    private static final List<Integer> USUAL_THRESHOLDS = List.of(50, 80, 100);
    private static final int MICROS_DIGITS = 6;

    private BudgetFile() {}

    /// Reads a file.
    ///
    /// @throws IllegalArgumentException with every mistake
    public static Budgets read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("budgets cannot be read from " + file, e);
        }
    }

    /// Reads a text.
    ///
    /// @param name of the file, for messages
    /// @throws IllegalArgumentException with every mistake
    public static Budgets parse(String name, String yaml) {
        List<Problem> problems = new ArrayList<>();
        List<Budget> budgets = new ArrayList<>();
        Document.parse(name, yaml, problems).ifPresent(document -> {
            for (Section section : document.sections("budgets")) {
                budget(section.about("budget " + (section.has("id") ? section.text("id") : "(no id)")))
                        .ifPresent(budgets::add);
            }
            document.nothingElse();
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the budgets have problems:"
                    + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        }
        return new Budgets(budgets);
    }

    private static Optional<Budget> budget(Section section) {
        String id = section.text("id");
        String tenant = section.text("tenant");
        String project = section.optionalText("project");
        String campaign = section.optionalText("campaign");
        Period period = section.parsed(
                "period",
                "one of day, week, month, quarter",
                text -> Period.valueOf(text.toUpperCase(Locale.ROOT)),
                Period.MONTH);
        ZoneId zone = section.has("time_zone")
                ? section.parsed("time_zone", "a time zone such as Asia/Shanghai", BudgetFile::zone, ZoneOffset.UTC)
                : ZoneOffset.UTC;
        BigDecimal limit = section.amount("limit_usd");
        boolean hard = !section.has("enforcement")
                || section.parsed("enforcement", "hard or soft", BudgetFile::isHard, Boolean.TRUE);
        List<Integer> thresholds = section.has("thresholds")
                ? section.parsedEach("thresholds", "a list of percentages such as \"80%\"", BudgetFile::percent)
                : USUAL_THRESHOLDS;
        List<Increase> increases = new ArrayList<>();
        if (section.has("increases")) {
            section.sections("increases")
                    .forEach(increase -> increase(increase, zone).ifPresent(increases::add));
        }
        section.nothingElse();
        return section.build(
                "(all)",
                () -> new Budget(
                        id, tenant, project, campaign, period, zone, micros(limit), hard, thresholds, increases));
    }

    private static Optional<Increase> increase(Section section, ZoneId zone) {
        BigDecimal amount = section.amount("amount_usd");
        Instant from = section.parsed("from", "a day such as 2026-11-20", day -> day(day, zone), Instant.EPOCH);
        Instant until =
                section.parsed("until", "the first day without it, such as 2026-12-01", day -> day(day, zone), from);
        String reason = section.text("reason");
        section.nothingElse();
        return section.build("(all)", () -> new Increase(micros(amount), from, until, reason));
    }

    private static long micros(BigDecimal dollars) {
        try {
            return dollars.movePointRight(MICROS_DIGITS).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "amount is " + dollars.toPlainString() + ", must be dollars with at most six decimals", e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Instant day(String text, ZoneId zone) {
        try {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isHard(String text) {
        return switch (text) {
            case "hard" -> true;
            case "soft" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static int percent(String text) {
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }
}
