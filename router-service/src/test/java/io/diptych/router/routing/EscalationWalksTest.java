package io.diptych.router.routing;

import static io.diptych.router.Requests.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.PixelSize;
import io.diptych.events.Billing;
import io.diptych.events.EscalationCause;
import io.diptych.events.FailureCode;
import io.diptych.events.Lane;
import io.diptych.router.policy.Limits;
import io.diptych.router.routing.NextStep.Buy;
import io.diptych.router.routing.NextStep.End;
import io.diptych.router.routing.NextStep.Later;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jobs that go wrong in random ways until they end.
class EscalationWalksTest {
    private static final int JOBS = 500;
    private static final int ATTEMPTS = 8;
    private static final List<String> MODELS = List.of("one", "two", "three");
    private static final List<String> TIERS = List.of("low", "medium", "high");
    private static final Set<FailureCode> PASSING =
            Set.of(FailureCode.RATE_LIMITED, FailureCode.UNAVAILABLE, FailureCode.TIMEOUT);
    private static final List<FailureCode> CODES = List.of(
            FailureCode.RATE_LIMITED,
            FailureCode.UNAVAILABLE,
            FailureCode.TIMEOUT,
            FailureCode.MALFORMED_RESPONSE,
            FailureCode.EMPTY_RESPONSE,
            FailureCode.AUTHENTICATION,
            FailureCode.MODEL_RETIRED);

    private final Escalations escalations = new Escalations(_ -> 5_000L);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void neverBuyTheSameModelForTheSameCauseAndAlwaysEnd(int seed) {
        Random random = new Random(seed);
        for (int job = 0; job < JOBS; job++) {
            walk(random);
        }
    }

    private void walk(Random random) {
        List<PlannedRoute> left = routes(random);
        PlannedRoute route = left.removeFirst();
        List<EndedAttempt> attempts = new ArrayList<>();
        while (true) {
            EndedAttempt fell = random.nextBoolean()
                    ? new EndedAttempt(route, Billing.BILLED, null)
                    : new EndedAttempt(route, Billing.NOT_BILLED, CODES.get(random.nextInt(CODES.size())));
            attempts.add(fell);
            assertThat(attempts).hasSizeLessThanOrEqualTo(ATTEMPTS);
            NextStep next = next(attempts, left);
            if (!(next instanceof Buy buy)) {
                assertThat(next).isInstanceOf(End.class);
                return;
            }
            for (int i = 0; i < attempts.size(); i++) {
                assertAllowed(i, attempts, buy.route(), left);
            }
            route = buy.route();
            left = new ArrayList<>(buy.remaining());
        }
    }

    /// What follows, once whatever has to be waited for has passed.
    private NextStep next(List<EndedAttempt> attempts, List<PlannedRoute> left) {
        EscalationCause cause =
                attempts.getLast().failure() == null ? EscalationCause.QUALITY : EscalationCause.PROVIDER_FAILURE;
        Standing standing =
                new Standing(cause, attempts, left, new Limits(ATTEMPTS, null, 1), null, null, RoutingState.calm(AT));
        NextStep next = escalations.after(standing);
        assertThat(escalations.after(standing)).isEqualTo(next);
        return next instanceof Later later
                ? escalations.after(new Standing(
                        cause, attempts, left, standing.limits(), null, null, RoutingState.calm(later.notBefore()), AT))
                : next;
    }

    private static void assertAllowed(
            int which, List<EndedAttempt> attempts, PlannedRoute bought, List<PlannedRoute> left) {
        EndedAttempt before = attempts.get(which);
        if (!before.route().model().equals(bought.model())) {
            return;
        }
        FailureCode code = before.failure();
        if (code == null) {
            boolean waitedOut = bought.equals(attempts.getLast().route())
                    && PASSING.contains(attempts.getLast().failure());
            assertThat(TIERS.indexOf(bought.tier()))
                    .as(
                            "%s after a poor image of %s",
                            bought.label(), before.route().label())
                    .isGreaterThan(TIERS.indexOf(before.route().tier()) - (waitedOut ? 1 : 0));
        } else if (PASSING.contains(code)) {
            assertThat(bought.equals(attempts.getLast().route()) || madeAnImageAfter(which, attempts))
                    .as("%s after %s with no image since", bought.label(), code)
                    .isTrue();
            if (!madeAnImageAfter(which, attempts)) {
                assertThat(left)
                        .as("models that nothing is known against, though %s was waited for", bought.label())
                        .allMatch(route -> attempts.stream()
                                .anyMatch(attempt -> attempt.route().model().equals(route.model())));
            }
        } else {
            assertThat(bought.model())
                    .as("model that failed with %s", code)
                    .isNotEqualTo(before.route().model());
        }
    }

    private static boolean madeAnImageAfter(int which, List<EndedAttempt> attempts) {
        String model = attempts.get(which).route().model();
        return attempts.subList(which + 1, attempts.size()).stream()
                .anyMatch(attempt ->
                        attempt.failure() == null && attempt.route().model().equals(model));
    }

    private static List<PlannedRoute> routes(Random random) {
        List<PlannedRoute> routes = new ArrayList<>();
        for (String model : MODELS) {
            for (String tier : TIERS) {
                routes.add(new PlannedRoute(
                        model,
                        "any",
                        tier,
                        "1:1",
                        new PixelSize(1024, 1024),
                        random.nextBoolean() ? Lane.BULK : Lane.BATCH,
                        "rule",
                        "policy",
                        "1",
                        "because",
                        1_000L));
            }
        }
        Collections.shuffle(routes, random);
        return new ArrayList<>(routes.subList(0, 1 + random.nextInt(routes.size())));
    }
}
