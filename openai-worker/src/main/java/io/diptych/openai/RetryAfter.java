package io.diptych.openai;

import com.openai.core.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long an answer asks callers to wait: `retry-after-ms`, else `Retry-After` in seconds or as a date.
final class RetryAfter {
    private RetryAfter() {}

    /// The wait; null where the answer says nothing that can be read.
    static @Nullable Duration of(Headers headers, Instant now) {
        return first(headers, "retry-after-ms")
                .flatMap(RetryAfter::number)
                .map(Duration::ofMillis)
                .or(() -> first(headers, "retry-after").flatMap(value -> seconds(value, now)))
                .filter(wait -> !wait.isNegative())
                .orElse(null);
    }

    private static Optional<Duration> seconds(String value, Instant now) {
        return number(value).map(Duration::ofSeconds).or(() -> until(value, now));
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String value) {
        try {
            return Optional.of((long) Math.ceil(Double.parseDouble(value)));
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(Headers headers, String name) {
        return headers.values(name).stream().findFirst().map(String::strip);
    }
}
