package io.diptych.cost.http;

import io.diptych.cost.dashboard.AttemptQueries;
import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.ledger.LedgerFilter;
import io.diptych.cost.ledger.LedgerQueries.Cursor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Understands the parameters of questions.
final class Questions {
    static final int MOST_ENTRIES = 1_000;

    private Questions() {}

    /// `stage,model`; empty for none.
    static List<Dimension> dimensions(String by) {
        return Arrays.stream(by.split(",", -1))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .map(Questions::dimension)
                .distinct()
                .toList();
    }

    static LedgerFilter filter(
            @Nullable String from, @Nullable String to, @Nullable String campaign, @Nullable String tenant) {
        Instant first = moment("from", from);
        Instant last = moment("to", to);
        if (first != null && last != null && !first.isBefore(last)) {
            throw new BadQuestionException("to", String.valueOf(to), "later than from, which is " + from);
        }
        return new LedgerFilter(first, last, emptyToNull(campaign), emptyToNull(tenant));
    }

    static int limit(int limit) {
        if (limit < 1 || limit > MOST_ENTRIES) {
            throw new BadQuestionException("limit", Integer.toString(limit), "1.." + MOST_ENTRIES);
        }
        return limit;
    }

    /// Where the page before ended, as [#cursor(io.diptych.cost.ledger.LedgerQueries.Cursor)] wrote it.
    static @Nullable Cursor cursor(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return null;
        }
        int space = after.indexOf(' ');
        try {
            return new Cursor(Instant.parse(after.substring(0, Math.max(space, 0))), after.substring(space + 1));
        } catch (DateTimeParseException e) {
            throw new BadQuestionException("after", after, "the value of next on the page before");
        }
    }

    static String cursor(Cursor cursor) {
        return cursor.occurredAt() + " " + cursor.entryId();
    }

    /// Where the page of attempts before ended, as [#cursor(io.diptych.cost.dashboard.AttemptQueries.Cursor)] wrote it.
    static AttemptQueries.@Nullable Cursor attemptCursor(@Nullable String after) {
        Cursor cursor = cursor(after);
        return cursor == null ? null : new AttemptQueries.Cursor(cursor.occurredAt(), cursor.entryId());
    }

    static String cursor(AttemptQueries.Cursor cursor) {
        return cursor.endedAt() + " " + cursor.attemptId();
    }

    private static Dimension dimension(String label) {
        return Dimension.ofLabel(label)
                .orElseThrow(
                        () -> new BadQuestionException("by", label, "one of " + String.join(", ", Dimension.labels())));
    }

    static @Nullable Instant moment(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadQuestionException(
                    field, text, "a day such as 2026-11-20 or a moment such as 2026-11-20T08:00:00Z");
        }
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
