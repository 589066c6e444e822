package io.diptych.simulator.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an account may ask of each OpenAI model in a minute, and how much of it is left.
///
/// As generous as can be unless limits are set: nothing is refused by them. They follow the wall clock, whatever
/// the simulator's speed.
public final class AccountLimits {
    /// What is counted.
    public enum Kind {
        REQUESTS("requests", 50_000),
        TOKENS("tokens", 100_000_000),
        /// Images of any kind: the API speaks of `input-images` even where images are made from words.
        IMAGES("input-images", 50_000);

        private final String label;
        private final long generous;

        Kind(String label, long generous) {
            this.label = label;
            this.generous = generous;
        }

        /// As headers and errors say it.
        public String label() {
            return label;
        }
    }

    /// How one limit stands.
    ///
    /// @param remaining whole ones that are left
    /// @param reset     until all of it is there again
    public record Standing(Kind kind, long limit, long remaining, Duration reset) {}

    /// A call that is too much.
    ///
    /// @param pause until it would not be
    public record Excess(Kind kind, long limit, Duration pause) {}

    private final InstantSource clock;
    private final Map<Kind, Long> perMinute = new EnumMap<>(Kind.class);
    private final Map<String, Map<Kind, Bucket>> byModel = new HashMap<>();

    public AccountLimits(InstantSource clock) {
        this.clock = clock;
        set(Map.of());
    }

    /// Sets what an account may do with each model in a minute; what is missing is as generous as can be.
    public synchronized void set(Map<Kind, Long> limits) {
        for (Kind kind : Kind.values()) {
            long limit = limits.getOrDefault(kind, kind.generous);
            if (limit < 1) {
                throw new IllegalArgumentException(
                        "the limit of " + kind.label() + " is " + limit + ", but must be at least 1");
            }
            perMinute.put(kind, limit);
        }
        byModel.clear();
    }

    /// What is set.
    public synchronized Map<Kind, Long> inForce() {
        return new EnumMap<>(perMinute);
    }

    /// Takes what a call needs; nothing, if it is too much.
    public synchronized Optional<Excess> take(String model, long images, long tokens) {
        Instant now = clock.instant();
        Map<Kind, Bucket> buckets = of(model, now);
        for (var bucket : buckets.entrySet()) {
            Duration pause = bucket.getValue().until(needed(bucket.getKey(), images, tokens), now);
            if (pause.isPositive()) {
                return Optional.of(new Excess(bucket.getKey(), bucket.getValue().perMinute(), pause));
            }
        }
        buckets.forEach((kind, bucket) -> bucket.take(needed(kind, images, tokens), now));
        return Optional.empty();
    }

    private static double needed(Kind kind, long images, long tokens) {
        return switch (kind) {
            case REQUESTS -> 1;
            case TOKENS -> (double) tokens;
            case IMAGES -> (double) images;
        };
    }

    /// How the limits of a model stand.
    public synchronized List<Standing> standing(String model) {
        Instant now = clock.instant();
        List<Standing> all = new ArrayList<>();
        of(model, now)
                .forEach((kind, bucket) -> all.add(new Standing(
                        kind,
                        bucket.perMinute(),
                        (long) Math.max(0, Math.floor(bucket.left(now))),
                        bucket.until((double) bucket.perMinute(), now))));
        return all;
    }

    private Map<Kind, Bucket> of(String model, Instant now) {
        return byModel.computeIfAbsent(model, _ -> {
            Map<Kind, Bucket> buckets = new EnumMap<>(Kind.class);
            perMinute.forEach((kind, limit) -> buckets.put(kind, new Bucket(limit, now)));
            return buckets;
        });
    }
}
