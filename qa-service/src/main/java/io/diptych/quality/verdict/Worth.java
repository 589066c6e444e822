package io.diptych.quality.verdict;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.EscalationSum;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.Route;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether another attempt is worth its price: only while a route is left, the caller's deadline
/// and cost limit allow
/// it, and the damage it is expected to prevent is more than it costs. The router's own limits hold
/// besides.
final class Worth {
    /// A fault that decides alone is wrong one time in twenty, as measured for the checks.
    private static final double BAD_WHEN_FAILED = 0.95;

    private Worth() {}

    /// A warning that holds an image back comes thirty times as often from bad images as from flawless ones, as
    /// measured on drawn images: where one image in ten is bad, three of four that are held back are.
    private static final double BAD_WHEN_HELD_BACK = 0.75;

    static EscalationSum of(GenerationResult result, Judgement judgement, Instant now) {
        double bad = bad(judgement);
        double nextGood = judgement.profile().nextGood();
        long badImage = judgement.profile().badImageMicros();
        long gain = Math.round(bad * nextGood * badImage);
        GenerationJob job = result.getJob();
        Route next = BetterRoute.of(job).orElse(null);
        Long price = next == null ? null : next.getEstimatedMicros();
        String obstacle = obstacle(job, next, price, gain, now);
        return EscalationSum.newBuilder()
                .setBadProbability(bad)
                .setNextGood(nextGood)
                .setBadImageMicros(badImage)
                .setGainMicros(gain)
                .setPriceMicros(price)
                .setWorth(obstacle == null)
                .setReason(obstacle == null ? "the gain is more than the price" + unknown(price) : obstacle)
                .build();
    }

    private static double bad(Judgement judgement) {
        if (judgement.standing() == Standing.BAD) {
            return BAD_WHEN_FAILED;
        }
        double unproven = 1 - judgement.score();
        return judgement.isHeldBack() ? Math.max(BAD_WHEN_HELD_BACK, unproven) : unproven;
    }

    private static @Nullable String obstacle(
            GenerationJob job, @Nullable Route next, @Nullable Long price, long gain, Instant now) {
        if (next == null) {
            return job.getRemaining().isEmpty()
                    ? "no route is left"
                    : "no route is left but tiers of " + job.getRoute().getModel() + " that are no higher";
        }
        String late = late(job, now);
        if (late != null) {
            return late;
        }
        String tooDear = price == null ? null : tooDear(job, price);
        if (tooDear != null) {
            return tooDear;
        }
        if (gain <= Objects.requireNonNullElse(price, 0L)) {
            return "the gain is not more than the price" + unknown(price);
        }
        return null;
    }

    /// That the caller's deadline has passed; null where it has not.
    static @Nullable String late(GenerationJob job, Instant now) {
        Instant deadline = job.getRequest().getConstraints().getDeadline();
        return deadline != null && !now.isBefore(deadline) ? "the deadline has passed, it was " + deadline : null;
    }

    /// That another attempt at that price is beyond the caller's or the policy's limit; null where it is not.
    static @Nullable String tooDear(GenerationJob job, long price) {
        Long caller = job.getRequest().getConstraints().getMaxCostMicros();
        Long policy = job.getPolicyMaxCostMicros();
        long spent = spent(job);
        String costs = " micro-USD, " + spent + " are spent and the next route costs " + price;
        if (caller != null && spent + price > caller) {
            return "the caller allows " + caller + costs;
        }
        return policy != null && spent + price > policy ? "the policy allows " + policy + costs : null;
    }

    /// What the attempts so far may have cost, this one included, in micro-USD and as far as prices are known.
    static long spent(GenerationJob job) {
        List<Route> routes = Stream.concat(
                        job.getAttempts().stream()
                                .filter(attempt -> attempt.getBilling() != Billing.NOT_BILLED)
                                .map(AttemptSummary::getRoute),
                        Stream.of(job.getRoute()))
                .toList();
        return routes.stream()
                .map(Route::getEstimatedMicros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static String unknown(@Nullable Long price) {
        return price == null ? ", which is unknown: the router decides" : "";
    }
}
