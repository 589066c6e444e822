package io.diptych.simulator.openai;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.limit.AccountLimits;
import io.diptych.simulator.limit.AccountLimits.Excess;
import io.diptych.simulator.limit.AccountLimits.Standing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The `x-ratelimit-*` headers: what is left of the account's limits on a model, and when all of it will be there
/// again.
final class RateHeaders {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private RateHeaders() {}

    static Map<String, String> of(AccountLimits limits, String model) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Standing standing : limits.standing(model)) {
            String what = standing.kind().label();
            headers.put("x-ratelimit-limit-" + what, Long.toString(standing.limit()));
            headers.put("x-ratelimit-remaining-" + what, Long.toString(standing.remaining()));
            headers.put("x-ratelimit-reset-" + what, text(standing.reset()));
        }
        return headers;
    }

    /// The error answer to a call that is too much.
    static Answer.Whole refusal(String model, Excess excess) {
        long millis = millis(excess.pause());
        return OpenAiErrors.error(
                        429,
                        "Rate limit reached for " + model + " on "
                                + excess.kind().label() + " per min: Limit " + excess.limit() + ". Please try again in "
                                + text(excess.pause()) + ".",
                        excess.kind().label(),
                        null,
                        "rate_limit_exceeded")
                .with("retry-after", Long.toString(Math.ceilDiv(millis, 1000L)))
                .with("retry-after-ms", Long.toString(millis));
    }

    /// As Go writes a duration, with whole milliseconds: `0s`, `120ms`, `6.5s`, `1m0s`.
    static String text(Duration duration) {
        long millis = millis(duration);
        if (millis == 0) {
            return "0s";
        }
        if (millis < 1000) {
            return millis + "ms";
        }
        long minutes = millis / 60_000;
        long rest = millis % 60_000;
        String seconds = rest % 1000 == 0
                ? Long.toString(rest / 1000)
                : String.format(Locale.ROOT, "%d.%03d", rest / 1000, rest % 1000)
                        .replaceAll("0+$", "");
        return (minutes == 0 ? "" : minutes + "m") + seconds + "s";
    }

    private static long millis(Duration duration) {
        return Math.ceilDiv(duration.toNanos(), NANOS_PER_MILLI);
    }
}
