package io.diptych.cost.reconcile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an invoice is laid out, told by its columns.
enum InvoiceShape {
    /// A line for each call, as our simulator writes it; `amountMicros` is empty where it has no price. With a column
    /// `providerBatchId`, a line that names neither call is for all of that batch.
    CALLS("at, provider, model, clientRequestId, providerRequestId, amountMicros") {
        @Override
        InvoiceLine read(Row row) {
            return new InvoiceLine(
                    row.number(),
                    row.parsed("at", "a moment such as 2026-11-20T08:00:00Z", Instant::parse)
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate(),
                    row.text("provider"),
                    row.text("model"),
                    row.optional("clientRequestId"),
                    row.optional("providerRequestId"),
                    row.has("providerBatchId") ? row.optional("providerBatchId") : null,
                    row.optional("amountMicros") == null
                            ? null
                            : row.parsed("amountMicros", "whole micro-USD", Long::parseLong));
        }
    },
    /// A line for each day and kind of token, named as in the costs interface of OpenAI: `line_item` begins with the
    /// model.
    OPENAI("start_time, amount_value, amount_currency, line_item") {
        @Override
        InvoiceLine read(Row row) {
            row.requireUsd("amount_currency");
            String item = row.text("line_item");
            return new InvoiceLine(
                    row.number(),
                    row.parsed("start_time", "a day, a moment, or seconds since 1970", InvoiceShape::day),
                    "openai",
                    item.split(",", 2)[0].strip(),
                    null,
                    null,
                    null,
                    row.dollars("amount_value"));
        }
    },
    /// A line for each day and SKU, as Google's billing export names its columns. The description of the SKU has the
    /// words of the model.
    GOOGLE("usage_start_time, sku.description, cost, currency") {
        @Override
        InvoiceLine read(Row row) {
            row.requireUsd("currency");
            return new InvoiceLine(
                    row.number(),
                    row.parsed("usage_start_time", "a day or a moment", InvoiceShape::day),
                    "google",
                    row.text("sku.description"),
                    null,
                    null,
                    null,
                    row.dollars("cost"));
        }
    };

    private final String columns;

    InvoiceShape(String columns) {
        this.columns = columns;
    }

    abstract InvoiceLine read(Row row);

    /// The shape that has these columns.
    static Optional<InvoiceShape> of(Collection<String> names) {
        return Arrays.stream(values())
                .filter(shape -> names.containsAll(Arrays.asList(shape.columns.split(", "))))
                .findFirst();
    }

    static String known() {
        return Arrays.stream(values())
                .map(shape -> shape.name().toLowerCase(Locale.ROOT) + " " + "[" + shape.columns + "]")
                .reduce((one, other) -> one + " or " + other)
                .orElse("");
    }

    private static LocalDate day(String text) {
        if (text.chars().allMatch(Character::isDigit)) {
            return LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(text)), ZoneOffset.UTC);
        }
        return text.length() == "2026-11-20".length()
                ? LocalDate.parse(text)
                : LocalDate.ofInstant(Instant.parse(text.replace(" UTC", "Z").replace(' ', 'T')), ZoneOffset.UTC);
    }

    /// One record of the file.
    interface Row {
        long number();

        /// Whether the file has such a column.
        boolean has(String column);

        @Nullable
        String optional(String column);

        default String text(String column) {
            String value = optional(column);
            if (value == null) {
                throw new InvoiceException(number(), column, "", "given");
            }
            return value;
        }

        default <T> T parsed(String column, String expected, java.util.function.Function<String, T> parse) {
            String value = text(column);
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw new InvoiceException(number(), column, value, expected);
            }
        }

        default void requireUsd(String column) {
            if (!text(column).equalsIgnoreCase("USD")) {
                throw new InvoiceException(number(), column, text(column), "USD");
            }
        }

        default long dollars(String column) {
            return parsed(
                    column,
                    "dollars such as 36.10",
                    text -> new BigDecimal(text)
                            .movePointRight(6)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
        }
    }
}
