package io.diptych.router.routing;

import io.diptych.events.Billing;
import io.diptych.events.EscalationCause;
import io.diptych.events.FailureCode;
import io.diptych.events.OutcomeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides what follows an attempt that fell short: the next route under the policy's limits, or the end of the job.
///
/// Never the same model for the same cause: not the model whose provider failed, not the model whose image was not good
/// enough at that tier or a lower one. A higher tier of the latter is a legitimate climb. A person may wish for the
/// very same route once more: it is then the first that is left, and may be bought beyond the policy's number of
/// attempts, never beyond a limit of cost. Where nobody knows whether an attempt was charged, the policy says how often
/// it is bought again unasked, or that only a person's wish does that. Where no other model is left, a failure that
/// passes by itself and surely was not charged is waited out, and the same route is asked again.
public final class Escalations {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Function<PlannedRoute, @Nullable Long> expectedMillis;

    /// @param expectedMillis usual time of a route, null where unknown
    public Escalations(Function<PlannedRoute, @Nullable Long> expectedMillis) {
        this.expectedMillis = expectedMillis;
    }

    /// What follows. A pure function.
    public NextStep after(Standing standing) {
        FailureCode code = codeOf(standing);
        return switch (followUp(standing, code)) {
            case REROUTE_ELSEWHERE, REROUTE_OR_WAIT, REROUTE_OTHER_LANE, REROUTE_HIGHER ->
                anotherAttempt(standing, code);
            case FAIL -> end(OutcomeStatus.FAILED, code, "no model would do better after " + code);
            case REJECT -> end(OutcomeStatus.REJECTED, code, "the provider's content policy forbids it");
            case CANCEL -> end(OutcomeStatus.CANCELLED, code, "the caller no longer wants it");
        };
    }

    private static FailureCode codeOf(Standing standing) {
        FailureCode otherwise = switch (standing.cause()) {
            case QUALITY, REVIEWER -> FailureCode.QUALITY_REJECTED;
            case PROVIDER_FAILURE, UNKNOWN_ATTEMPT -> FailureCode.INTERNAL;
        };
        return Objects.requireNonNullElse(standing.last().failure(), otherwise);
    }

    private static AfterFailure followUp(Standing standing, FailureCode code) {
        return switch (standing.cause()) {
            case QUALITY -> AfterFailure.REROUTE_HIGHER;
            case REVIEWER -> standing.last().isUnknown() ? AfterFailure.of(code) : AfterFailure.REROUTE_HIGHER;
            case PROVIDER_FAILURE, UNKNOWN_ATTEMPT -> AfterFailure.of(code);
        };
    }

    private NextStep anotherAttempt(Standing standing, FailureCode code) {
        Integer unasked = standing.limits().unknownBuys();
        return switch (standing.cause()) {
            case UNKNOWN_ATTEMPT ->
                unasked == null
                        ? nobodyAsked(standing, code)
                        : allMadeOr(standing, code, () -> buyAgain(standing, code, unasked));
            case REVIEWER -> asAPersonSays(standing, code);
            case QUALITY, PROVIDER_FAILURE -> allMadeOr(standing, code, () -> buyElsewhere(standing, code));
        };
    }

    /// The end of the job where the policy allows no other attempt.
    private static NextStep allMadeOr(Standing standing, FailureCode code, Supplier<NextStep> next) {
        int made = standing.attempts().size();
        return made < standing.limits().attempts()
                ? next.get()
                : end(
                        OutcomeStatus.FAILED,
                        code,
                        made + " of " + standing.limits().attempts() + " attempts made");
    }

    /// The wish for the same route holds beyond the policy's attempts.
    private NextStep asAPersonSays(Standing standing, FailureCode code) {
        boolean isWished = isWishedAgain(standing, standing.last().route());
        if (standing.last().isUnknown()) {
            return isWished
                    ? buyAsWished(standing, code)
                    : end(OutcomeStatus.FAILED, code, "it is not bought again, nobody knows whether it was charged");
        }
        boolean isBeyond = standing.attempts().size() >= standing.limits().attempts();
        return isWished && isBeyond
                ? buyAsWished(standing, code)
                : allMadeOr(standing, code, () -> buyElsewhere(standing, code));
    }

    private NextStep nobodyAsked(Standing standing, FailureCode code) {
        String obstacle = obstacleOfItself(
                standing, standing.last().route(), standing.state().at());
        String because = obstacle == null ? "only a person may decide that, and nobody was asked" : obstacle;
        return end(
                OutcomeStatus.FAILED, code, "it is not bought again, nobody knows whether it was charged: " + because);
    }

    /// The same route once more: nobody knows whether the first purchase was made, and the route itself is not to
    /// blame.
    private NextStep buyAgain(Standing standing, FailureCode code, int unasked) {
        long unknown = standing.attempts().stream()
                .filter(attempt -> attempt.billing() == Billing.UNKNOWN)
                .count();
        PlannedRoute route = standing.last().route();
        if (unknown > unasked) {
            return end(
                    OutcomeStatus.FAILED,
                    code,
                    unknown + " attempts ended without anyone knowing whether they were charged, the policy buys again "
                            + unasked + " time(s)");
        }
        return switch (limit(standing).check(route.estimatedMicros(), standing.spentMicros())) {
            case CostLimit.Beyond(var reason) ->
                new NextStep.End(
                        OutcomeStatus.FAILED,
                        code,
                        route.label() + " is not bought again: " + reason,
                        List.of(evaluation(route, null, reason)));
            case CostLimit.Within(var note) ->
                new NextStep.Buy(
                        route,
                        afterIt(standing, standing.remaining()),
                        List.of(evaluation(route, 1, "bought again, nobody knows whether it was charged" + note)));
        };
    }

    /// The same route once more, since a person says so.
    private NextStep buyAsWished(Standing standing, FailureCode code) {
        PlannedRoute route = standing.last().route();
        String obstacle = obstacleOfItself(standing, route, standing.state().at());
        if (obstacle != null) {
            String reason = "not bought again: " + obstacle;
            return new NextStep.End(
                    OutcomeStatus.FAILED,
                    code,
                    route.label() + " is " + reason,
                    List.of(evaluation(route, null, reason)));
        }
        List<PlannedRoute> others = standing.remaining().stream()
                .filter(other -> !other.equals(route))
                .toList();
        return new NextStep.Buy(
                route,
                afterIt(standing, others),
                List.of(evaluation(route, 1, "bought again, a person wishes for it")));
    }

    private NextStep buyElsewhere(Standing standing, FailureCode code) {
        List<PlannedRoute> able = standing.remaining().stream()
                .filter(route -> obstacle(standing, route) == null)
                .toList();
        List<PlannedRoute> ranked = LiveOrder.of(able, standing.state());
        List<Evaluation> evaluations = new ArrayList<>();
        standing.remaining().forEach(route -> evaluations.add(evaluate(standing, route, ranked)));
        if (ranked.isEmpty()) {
            if (standing.last().passes()) {
                return sameAgain(standing, code, evaluations);
            }
            return new NextStep.End(OutcomeStatus.FAILED, code, noneLeft(standing, evaluations), evaluations);
        }
        PlannedRoute chosen = ranked.getFirst();
        List<PlannedRoute> rest =
                able.stream().filter(route -> !route.equals(chosen)).toList();
        return new NextStep.Buy(chosen, afterIt(standing, rest), evaluations);
    }

    /// What is left for whoever finds the next attempt wanting: nothing where it is the last that the policy allows.
    private static List<PlannedRoute> afterIt(Standing standing, List<PlannedRoute> routes) {
        return standing.attempts().size() + 1 < standing.limits().attempts() ? routes : List.of();
    }

    /// What failed passes by itself: the same route, once enough time has gone by.
    private NextStep sameAgain(Standing standing, FailureCode code, List<Evaluation> others) {
        PlannedRoute route = standing.last().route();
        Instant notBefore = notBefore(standing);
        String obstacle = obstacleOfItself(standing, route, notBefore);
        if (obstacle != null) {
            others.add(evaluation(route, null, "not asked again: " + obstacle));
            return new NextStep.End(OutcomeStatus.FAILED, code, noneLeft(standing, others), others);
        }
        if (standing.state().at().isBefore(notBefore)) {
            others.add(evaluation(route, null, "no other is left, it is asked again not before " + notBefore));
            return new NextStep.Later(route, notBefore, others);
        }
        others.add(evaluation(route, 1, "no other is left, and what failed passes by itself: " + code));
        return new NextStep.Buy(route, afterIt(standing, standing.remaining()), others);
    }

    /// Twice as long after each failure of the kind, and as long as the provider takes no calls.
    private static Instant notBefore(Standing standing) {
        PlannedRoute route = standing.last().route();
        long pause = standing.limits().backoffMillis();
        for (EndedAttempt attempt :
                standing.attempts().subList(0, standing.attempts().size() - 1)) {
            if (attempt.passes() && attempt.route().sameModelAs(route)) {
                pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
            }
        }
        Instant paused = standing.askedAt().plusMillis(pause);
        Instant limited = standing.state().healthOf(route.model()).limitedUntil();
        return limited != null && limited.isAfter(paused) ? limited : paused;
    }

    private @Nullable String obstacle(Standing standing, PlannedRoute route) {
        String before = isWishedAgain(standing, route) ? null : standing.against(route);
        if (before != null) {
            return before;
        }
        return obstacleOfItself(standing, route, standing.state().at());
    }

    /// @param at when the route would be asked
    private @Nullable String obstacleOfItself(Standing standing, PlannedRoute route, Instant at) {
        if (!standing.state().healthOf(route.model()).configured()) {
            return "no key is configured for it";
        }
        if (standing.state().headroom().isLimited() && route.estimatedMicros() == null) {
            return "its price is unknown, so nothing can be held against the budget";
        }
        Instant deadline = standing.deadline();
        if (deadline != null && !at.isBefore(deadline)) {
            return "it is asked at " + at + " at the earliest, the deadline is " + deadline;
        }
        Long usual = deadline == null ? null : expectedMillis.apply(route);
        if (deadline != null && usual != null && at.plusMillis(usual).isAfter(deadline)) {
            return "usually takes " + usual + " ms, the deadline is " + deadline;
        }
        return switch (limit(standing).check(route.estimatedMicros(), standing.spentMicros())) {
            case CostLimit.Within _ -> null;
            case CostLimit.Beyond(var reason) -> reason;
        };
    }

    private static boolean isWishedAgain(Standing standing, PlannedRoute route) {
        return standing.cause() == EscalationCause.REVIEWER
                && route.equals(standing.last().route())
                && standing.remaining().indexOf(route) == 0;
    }

    private Evaluation evaluate(Standing standing, PlannedRoute route, List<PlannedRoute> ranked) {
        String obstacle = obstacle(standing, route);
        if (obstacle != null) {
            return evaluation(route, null, obstacle);
        }
        int rank = ranked.indexOf(route) + 1;
        String trouble = LiveOrder.trouble(route.model(), standing.state());
        String told = trouble == null ? "" : "; " + trouble;
        return evaluation(
                route,
                rank,
                rank == 1
                        ? "best of what is left" + told
                        : "left, ranked " + rank + " after "
                                + ranked.get(rank - 2).label() + told);
    }

    private Evaluation evaluation(PlannedRoute route, @Nullable Integer rank, String reason) {
        return new Evaluation(
                route.model(),
                route.tier(),
                route.lane(),
                rank,
                reason,
                route.estimatedMicros(),
                expectedMillis.apply(route));
    }

    private static CostLimit limit(Standing standing) {
        return new CostLimit(standing.maxCostMicros(), standing.limits().costMicros());
    }

    private static String noneLeft(Standing standing, List<Evaluation> evaluations) {
        String made = "no route left after " + standing.attempts().size() + " attempt(s)";
        return evaluations.isEmpty()
                ? made
                : made + ": "
                        + evaluations.stream()
                                .map(each -> each.model() + " " + each.tier() + ": " + each.reason())
                                .collect(Collectors.joining("; "));
    }

    private static NextStep end(OutcomeStatus status, FailureCode code, String reason) {
        return new NextStep.End(status, code, reason, List.of());
    }
}
