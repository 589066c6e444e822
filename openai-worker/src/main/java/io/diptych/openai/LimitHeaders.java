package io.diptych.openai;

import io.diptych.worker.provider.RateLimits;
import io.diptych.worker.provider.RateLimits.Room;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/// What `x-ratelimit-{limit,remaining,reset}-{requests,tokens,input-images}` say of the account's limits on the
/// model that was called. OpenAI counts images of every kind as `input-images`.
final class LimitHeaders {
    private static final String PREFIX = "x-ratelimit-";

    /// A part of a duration as Go writes it: `6m0s`, `1.5s`, `120ms`.
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s|us|µs|ns)");

    private LimitHeaders() {}

    /// The limits; null where the headers say nothing.
    static @Nullable RateLimits of(Headers headers) {
        Room requests = room(headers, "requests");
        Room tokens = room(headers, "tokens");
        Room images = room(headers, "input-images");
        return requests == null && tokens == null && images == null ? null : new RateLimits(requests, tokens, images);
    }

    private static @Nullable Room room(Headers headers, String what) {
        Long remaining = number(headers.get(PREFIX + "remaining-" + what));
        return remaining == null
                ? null
                : new Room(
                        number(headers.get(PREFIX + "limit-" + what)),
                        remaining,
                        duration(headers.get(PREFIX + "reset-" + what)));
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : (Long) Long.parseLong(text.strip());
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    /// A duration; null where there is none that can be read.
    static @Nullable Duration duration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher parts = PART.matcher(text.strip());
        double nanos = 0;
        int end = 0;
        while (parts.find() && parts.start() == end) {
            nanos += Double.parseDouble(parts.group(1)) * nanosOf(parts.group(2));
            end = parts.end();
        }
        return end == 0 || end < text.strip().length() ? null : Duration.ofNanos(Math.round(nanos));
    }

    private static double nanosOf(String unit) {
        return switch (unit) {
            case "h" -> 3_600e9;
            case "m" -> 60e9;
            case "s" -> 1e9;
            case "ms" -> 1e6;
            case "us", "µs" -> 1e3;
            default -> 1;
        };
    }
}
