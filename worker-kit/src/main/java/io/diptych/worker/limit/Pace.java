package io.diptych.worker.limit;

import io.diptych.worker.provider.Usage;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The configured limits of one model, and what was used of them.
///
/// What a call costs in tokens is known when it ended: it is booked as the average of those before, and
/// what it took above that is booked then.
final class Pace {
    /// About what a medium image of 1024 x 1024 takes of GPT Image (catalogue, output tokens).
    private static final int FIRST_GUESS = 1_500;

    private static final int MOST_AT_ONCE = 1_000_000_000;
    private static final double WEIGHT_OF_LATEST = 0.2;

    private final @Nullable Allowance requests;
    private final @Nullable Allowance images;
    private final @Nullable Allowance tokens;
    private volatile double tokensPerCall = FIRST_GUESS;

    Pace(String model, Limits limits) {
        this.requests = Allowance.of(model + ".requests", limits.requestsPerMinute(), limits.share());
        this.images = Allowance.of(model + ".images", limits.imagesPerMinute(), limits.share());
        this.tokens = Allowance.of(model + ".tokens", limits.tokensPerMinute(), limits.share());
    }

    /// Calls that may be started now.
    int calls(int wanted) {
        int allowed = wanted;
        if (requests != null) {
            allowed = Math.min(allowed, requests.left());
        }
        if (images != null) {
            allowed = Math.min(allowed, images.left());
        }
        if (tokens != null) {
            // One call may be larger than a second's worth: it is let through as long as nothing is owed.
            int left = tokens.left();
            allowed = Math.min(allowed, left <= 0 ? 0 : Math.max(1, (int) (left / tokensPerCall)));
        }
        return Math.max(0, allowed);
    }

    /// Calls were started.
    void started(int calls) {
        use(requests, calls);
        use(images, calls);
        use(tokens, (int) (calls * tokensPerCall));
    }

    /// Tokens that a call takes on average, as far as is known.
    double tokensPerCall() {
        return tokensPerCall;
    }

    /// A call ended, and took so many tokens.
    void took(Usage usage) {
        long total = Stream.of(usage.textIn(), usage.imageIn(), usage.textOut(), usage.imageOut())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        double expected = tokensPerCall;
        use(tokens, (int) Math.min(MOST_AT_ONCE, total - expected));
        tokensPerCall = expected + WEIGHT_OF_LATEST * (total - expected);
    }

    private static void use(@Nullable Allowance allowance, int amount) {
        if (allowance != null) {
            allowance.use(amount);
        }
    }
}
