package io.diptych.router.routing;

import static io.diptych.router.Requests.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.diptych.catalog.PixelSize;
import io.diptych.events.Billing;
import io.diptych.events.CircuitState;
import io.diptych.events.EscalationCause;
import io.diptych.events.FailureCode;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.router.budget.Headroom;
import io.diptych.router.policy.Limits;
import io.diptych.router.routing.NextStep.Buy;
import io.diptych.router.routing.NextStep.End;
import io.diptych.router.routing.NextStep.Later;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EscalationsTest {
    private static final PlannedRoute LOW = route("gpt-image-2", "low", Lane.BULK, 6_000L);
    private static final PlannedRoute MEDIUM = route("gpt-image-2", "medium", Lane.BULK, 53_000L);
    private static final PlannedRoute HIGH = route("gpt-image-2", "high", Lane.BULK, 211_000L);
    private static final PlannedRoute NANO = route("gemini-3.1-flash-image", "2K", Lane.BULK, 101_000L);
    private static final PlannedRoute NANO_BATCH = route("gemini-3.1-flash-image", "2K", Lane.BATCH, 50_000L);

    private static final Limits ASKING = new Limits(3, null, null);

    private final Escalations escalations = new Escalations(_ -> 5_000L);

    @Test
    void climbsToTheNextTierWhenAnImageIsNotGoodEnough() {
        NextStep next = after(EscalationCause.QUALITY, List.of(poor(MEDIUM)), List.of(HIGH, NANO));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(HIGH);
            assertThat(buy.remaining()).containsExactly(NANO);
            assertThat(buy.evaluations())
                    .extracting(Evaluation::reason)
                    .containsExactly("best of what is left", "left, ranked 2 after gpt-image-2 high");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"QUALITY", "REVIEWER"})
    void neverBuysTheModelAndTierAgainThatWasNotGoodEnough(EscalationCause cause) {
        NextStep next = after(cause, List.of(poor(NANO_BATCH)), List.of(NANO, MEDIUM));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(MEDIUM);
            assertThat(buy.remaining()).isEmpty();
            assertThat(buy.evaluations().getFirst().reason()).isEqualTo("its image was not good enough before");
        });
    }

    @Test
    void buysTheSameRouteAgainWhenAPersonWishesForIt() {
        NextStep next = after(EscalationCause.REVIEWER, List.of(poor(MEDIUM)), List.of(MEDIUM, NANO));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(MEDIUM);
            assertThat(buy.remaining()).containsExactly(NANO);
        });
    }

    @Test
    void saysThatNothingIsLeftAfterTheLastAttemptThatThePolicyAllows() {
        NextStep last = after(EscalationCause.QUALITY, List.of(poor(NANO_BATCH), poor(NANO)), List.of(MEDIUM, HIGH));

        assertThat(last).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(MEDIUM);
            assertThat(buy.remaining()).isEmpty();
        });
    }

    @Test
    void neverTakesALowerTierOfAModelThatWasNotGoodEnough() {
        NextStep next = after(EscalationCause.QUALITY, List.of(poor(HIGH)), List.of(MEDIUM, NANO));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(NANO);
            assertThat(buy.evaluations().getFirst().reason()).isEqualTo("its image was not good enough at high before");
        });
    }

    @Test
    void asksAnotherModelWhenAProviderFailed() {
        NextStep next = after(
                EscalationCause.PROVIDER_FAILURE,
                List.of(failed(MEDIUM, FailureCode.UNAVAILABLE)),
                List.of(HIGH, NANO));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(NANO);
            assertThat(buy.remaining()).isEmpty();
        });
    }

    @Test
    void asksTheSameModelOnAnotherLaneWhereItsBatchExpired() {
        NextStep next = after(
                EscalationCause.PROVIDER_FAILURE, List.of(failed(NANO_BATCH, FailureCode.EXPIRED)), List.of(NANO));

        assertThat(next).asInstanceOf(type(Buy.class)).extracting(Buy::route).isEqualTo(NANO);
    }

    @Test
    void asksModelsThatAnswerBeforeThoseThatDoNot() {
        ModelHealth open = new ModelHealth(CircuitState.OPEN, null, true, "5 of 5 calls failed");
        NextStep next = escalations.after(new Standing(
                EscalationCause.PROVIDER_FAILURE,
                List.of(failed(route("other", "1K", Lane.BULK, 1L), FailureCode.TIMEOUT)),
                List.of(HIGH, NANO),
                Limits.DEFAULT,
                null,
                null,
                new RoutingState(AT, 0, Map.of("gpt-image-2", open), Headroom.NONE)));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(NANO);
            assertThat(buy.evaluations().getFirst().reason()).endsWith("its circuit is open (5 of 5 calls failed)");
        });
    }

    @Test
    void asksNoModelWithoutAKeyNorPastTheDeadline() {
        ModelHealth noKey = new ModelHealth(CircuitState.CLOSED, null, false, "");
        NextStep next = escalations.after(new Standing(
                EscalationCause.QUALITY,
                List.of(poor(LOW)),
                List.of(HIGH, NANO),
                Limits.DEFAULT,
                null,
                AT.plusSeconds(4),
                new RoutingState(AT, 0, Map.of("gpt-image-2", noKey), Headroom.NONE)));

        assertThat(next)
                .asInstanceOf(type(End.class))
                .satisfies(end -> assertThat(end.reason())
                        .contains("gpt-image-2 high: no key is configured for it")
                        .contains("usually takes 5000 ms, the deadline is"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NOT_CONFIGURED",
                "AUTHENTICATION",
                "QUOTA_EXHAUSTED",
                "MODEL_RETIRED",
                "MALFORMED_RESPONSE",
                "EMPTY_RESPONSE",
                "INTERNAL"
            })
    void neverAsksAModelAgainWhoseProviderFailed(FailureCode code) {
        NextStep next = after(EscalationCause.PROVIDER_FAILURE, List.of(failed(MEDIUM, code)), List.of(HIGH));

        assertThat(next).asInstanceOf(type(End.class)).satisfies(end -> {
            assertThat(end.status()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(end.code()).isEqualTo(code);
            assertThat(end.reason())
                    .isEqualTo("no route left after 1 attempt(s): gpt-image-2 high: its model failed with " + code
                            + " before");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "UNAVAILABLE", "TIMEOUT"})
    void asksTheSameRouteAgainAfterAPauseWhereNoOtherModelIsLeft(FailureCode code) {
        List<EndedAttempt> attempts = List.of(failed(MEDIUM, code));

        assertThat(single(attempts, AT)).asInstanceOf(type(Later.class)).satisfies(later -> {
            assertThat(later.route()).isEqualTo(MEDIUM);
            assertThat(later.notBefore()).isEqualTo(AT.plusSeconds(5));
            assertThat(later.evaluations())
                    .extracting(Evaluation::reason)
                    .containsExactly(
                            "its model failed with " + code + " before",
                            "no other is left, it is asked again not before " + AT.plusSeconds(5));
        });
        assertThat(single(attempts, AT.plusSeconds(5)))
                .asInstanceOf(type(Buy.class))
                .satisfies(buy -> {
                    assertThat(buy.route()).isEqualTo(MEDIUM);
                    assertThat(buy.remaining()).containsExactly(HIGH);
                    assertThat(buy.evaluations().getLast().chosen()).isTrue();
                });
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUntilTheAttemptsAreUsedUp() {
        EndedAttempt failed = failed(MEDIUM, FailureCode.UNAVAILABLE);

        assertThat(single(List.of(failed, failed), AT))
                .asInstanceOf(type(Later.class))
                .extracting(Later::notBefore)
                .isEqualTo(AT.plusSeconds(10));
        assertThat(single(List.of(failed, failed, failed), AT))
                .asInstanceOf(type(End.class))
                .extracting(End::reason)
                .isEqualTo("3 of 3 attempts made");
    }

    @Test
    void waitsAsLongAsTheProviderTakesNoCalls() {
        ModelHealth limited = new ModelHealth(CircuitState.CLOSED, AT.plusSeconds(40), true, "");
        NextStep next = escalations.after(new Standing(
                EscalationCause.PROVIDER_FAILURE,
                List.of(failed(MEDIUM, FailureCode.RATE_LIMITED)),
                List.of(HIGH),
                Limits.DEFAULT,
                null,
                null,
                new RoutingState(AT, 0, Map.of("gpt-image-2", limited), Headroom.NONE)));

        assertThat(next)
                .asInstanceOf(type(Later.class))
                .extracting(Later::notBefore)
                .isEqualTo(AT.plusSeconds(40));
    }

    @Test
    void doesNotWaitPastTheDeadlineNorForWhatMayHaveBeenCharged() {
        NextStep late = escalations.after(new Standing(
                EscalationCause.PROVIDER_FAILURE,
                List.of(failed(MEDIUM, FailureCode.UNAVAILABLE)),
                List.of(),
                Limits.DEFAULT,
                null,
                AT.plusSeconds(9),
                RoutingState.calm(AT)));
        NextStep billed = after(
                EscalationCause.PROVIDER_FAILURE,
                List.of(new EndedAttempt(MEDIUM, Billing.BILLED, FailureCode.UNAVAILABLE)),
                List.of(HIGH));

        assertThat(late)
                .asInstanceOf(type(End.class))
                .extracting(End::reason)
                .isEqualTo(
                        "no route left after 1 attempt(s): gpt-image-2 medium: not asked again: usually takes 5000 ms,"
                                + " the deadline is " + AT.plusSeconds(9));
        assertThat(billed).isInstanceOf(End.class);
    }

    @Test
    void climbsAfterAnImageThoughItsModelHadFailedBeforeThat() {
        NextStep next = after(
                EscalationCause.QUALITY, List.of(failed(MEDIUM, FailureCode.UNAVAILABLE), poor(MEDIUM)), List.of(HIGH));

        assertThat(next).asInstanceOf(type(Buy.class)).extracting(Buy::route).isEqualTo(HIGH);
    }

    @Test
    void prefersAnotherModelToWaiting() {
        NextStep next = after(
                EscalationCause.PROVIDER_FAILURE,
                List.of(failed(MEDIUM, FailureCode.RATE_LIMITED)),
                List.of(HIGH, NANO));

        assertThat(next).asInstanceOf(type(Buy.class)).extracting(Buy::route).isEqualTo(NANO);
    }

    private NextStep single(List<EndedAttempt> attempts, Instant now) {
        return escalations.after(new Standing(
                EscalationCause.PROVIDER_FAILURE,
                attempts,
                List.of(HIGH),
                Limits.DEFAULT,
                null,
                null,
                RoutingState.calm(now),
                AT));
    }

    @Test
    void endsAsRejectedWhereTheProviderRefuses() {
        NextStep next = after(
                EscalationCause.PROVIDER_FAILURE,
                List.of(failed(MEDIUM, FailureCode.CONTENT_REFUSED)),
                List.of(HIGH, NANO));

        assertThat(next).asInstanceOf(type(End.class)).extracting(End::status).isEqualTo(OutcomeStatus.REJECTED);
    }

    @Test
    void endsAsFailedWhereTheProviderFindsTheRequestInvalid() {
        NextStep next = after(
                EscalationCause.PROVIDER_FAILURE, List.of(failed(MEDIUM, FailureCode.INVALID_REQUEST)), List.of(NANO));

        assertThat(next).asInstanceOf(type(End.class)).satisfies(end -> {
            assertThat(end.status()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(end.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        });
    }

    @Test
    void endsAsCancelled() {
        NextStep next =
                after(EscalationCause.PROVIDER_FAILURE, List.of(failed(MEDIUM, FailureCode.CANCELLED)), List.of(NANO));

        assertThat(next).asInstanceOf(type(End.class)).extracting(End::status).isEqualTo(OutcomeStatus.CANCELLED);
    }

    @Test
    void buysAnUnknownAttemptAgainOnceOnTheSameRoute() {
        NextStep next = after(EscalationCause.UNKNOWN_ATTEMPT, List.of(unknown(MEDIUM)), List.of(HIGH, NANO));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(MEDIUM);
            assertThat(buy.remaining()).containsExactly(HIGH, NANO);
        });
    }

    @Test
    void doesNotBuyAnUnknownAttemptTwiceAgain() {
        NextStep next =
                after(EscalationCause.UNKNOWN_ATTEMPT, List.of(unknown(MEDIUM), unknown(MEDIUM)), List.of(HIGH, NANO));

        assertThat(next).asInstanceOf(type(End.class)).satisfies(end -> {
            assertThat(end.status()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(end.reason())
                    .isEqualTo("2 attempts ended without anyone knowing whether they were charged, "
                            + "the policy buys again 1 time(s)");
        });
    }

    @Test
    void neverBuysUnaskedWhatThePolicyLetsAPersonDecide() {
        NextStep next = escalations.after(new Standing(
                EscalationCause.UNKNOWN_ATTEMPT,
                List.of(unknown(MEDIUM)),
                List.of(HIGH, NANO),
                new Limits(1, null, null),
                null));

        assertThat(next).asInstanceOf(type(End.class)).satisfies(end -> {
            assertThat(end.status()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(end.code()).isEqualTo(FailureCode.TIMEOUT);
            assertThat(end.reason())
                    .isEqualTo("it is not bought again, nobody knows whether it was charged: only a person may decide"
                            + " that, and nobody was asked");
        });
    }

    @Test
    void buysAnUnknownAttemptAgainWhenAPersonSaysSoHoweverManyThereWere() {
        NextStep next = escalations.after(new Standing(
                EscalationCause.REVIEWER,
                List.of(unknown(MEDIUM), unknown(MEDIUM), unknown(MEDIUM)),
                List.of(MEDIUM, HIGH, NANO),
                ASKING,
                null));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(MEDIUM);
            assertThat(buy.remaining()).isEmpty();
            assertThat(buy.evaluations())
                    .extracting(Evaluation::reason)
                    .containsExactly("bought again, a person wishes for it");
        });
    }

    @Test
    void leavesTheOtherRoutesForWhatFollowsAPersonsYes() {
        NextStep next = escalations.after(new Standing(
                EscalationCause.REVIEWER, List.of(unknown(MEDIUM)), List.of(MEDIUM, HIGH, NANO), ASKING, null));

        assertThat(next)
                .asInstanceOf(type(Buy.class))
                .extracting(Buy::remaining)
                .isEqualTo(List.of(HIGH, NANO));
    }

    @Test
    void endsAnUnknownAttemptThatAPersonGivesUp() {
        NextStep next = escalations.after(
                new Standing(EscalationCause.REVIEWER, List.of(unknown(MEDIUM)), List.of(), ASKING, null));

        assertThat(next).asInstanceOf(type(End.class)).satisfies(end -> {
            assertThat(end.status()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(end.code()).isEqualTo(FailureCode.TIMEOUT);
            assertThat(end.reason()).isEqualTo("it is not bought again, nobody knows whether it was charged");
        });
    }

    @Test
    void heedsNoWishAfterARefusal() {
        NextStep next = escalations.after(new Standing(
                EscalationCause.REVIEWER,
                List.of(new EndedAttempt(MEDIUM, Billing.UNKNOWN, FailureCode.CONTENT_REFUSED)),
                List.of(MEDIUM),
                ASKING,
                null));

        assertThat(next).asInstanceOf(type(End.class)).extracting(End::status).isEqualTo(OutcomeStatus.REJECTED);
    }

    @Test
    void buysWhatAPersonWishesForBeyondThePolicysAttemptsButNotBeyondALimitOfCost() {
        List<EndedAttempt> made = List.of(poor(LOW), poor(MEDIUM), poor(HIGH));

        NextStep wished = after(EscalationCause.REVIEWER, made, List.of(HIGH, NANO));
        NextStep tooDear = escalations.after(
                new Standing(EscalationCause.REVIEWER, made, List.of(HIGH), new Limits(3, 480_000L, 1), 1_000_000L));
        NextStep other = after(EscalationCause.REVIEWER, made, List.of(NANO));

        assertThat(wished).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(HIGH);
            assertThat(buy.remaining()).isEmpty();
        });
        assertThat(tooDear)
                .asInstanceOf(type(End.class))
                .extracting(End::reason)
                .isEqualTo("gpt-image-2 high is not bought again: costs up to 211000 micro-USD after 270000,"
                        + " the policy allows 480000");
        assertThat(other).asInstanceOf(type(End.class)).extracting(End::reason).isEqualTo("3 of 3 attempts made");
    }

    @Test
    void keepsTheLimitOfAttempts() {
        NextStep next = after(EscalationCause.QUALITY, List.of(poor(LOW), poor(MEDIUM), poor(HIGH)), List.of(NANO));

        assertThat(next).asInstanceOf(type(End.class)).satisfies(end -> {
            assertThat(end.code()).isEqualTo(FailureCode.QUALITY_REJECTED);
            assertThat(end.reason()).isEqualTo("3 of 3 attempts made");
        });
    }

    @Test
    void countsWhatEarlierAttemptsMayHaveCost() {
        NextStep next = escalations.after(new Standing(
                EscalationCause.QUALITY,
                List.of(poor(MEDIUM)),
                List.of(HIGH, NANO),
                new Limits(3, 260_000L, 1),
                160_000L));

        assertThat(next).asInstanceOf(type(Buy.class)).satisfies(buy -> {
            assertThat(buy.route()).isEqualTo(NANO);
            assertThat(buy.evaluations().getFirst().reason())
                    .isEqualTo("costs up to 211000 micro-USD after 53000, the request allows 160000");
        });
    }

    @Test
    void doesNotCountWhatWasSurelyNotCharged() {
        NextStep next = escalations.after(new Standing(
                EscalationCause.PROVIDER_FAILURE,
                List.of(failed(HIGH, FailureCode.UNAVAILABLE)),
                List.of(NANO),
                Limits.DEFAULT,
                101_000L));

        assertThat(next).asInstanceOf(type(Buy.class)).extracting(Buy::route).isEqualTo(NANO);
    }

    @Test
    void endsWhereNothingIsLeft() {
        NextStep next = after(EscalationCause.QUALITY, List.of(poor(MEDIUM)), List.of());

        assertThat(next).asInstanceOf(type(End.class)).satisfies(end -> {
            assertThat(end.code()).isEqualTo(FailureCode.QUALITY_REJECTED);
            assertThat(end.reason()).isEqualTo("no route left after 1 attempt(s)");
        });
    }

    private NextStep after(EscalationCause cause, List<EndedAttempt> attempts, List<PlannedRoute> remaining) {
        return escalations.after(new Standing(cause, attempts, remaining, Limits.DEFAULT, null));
    }

    private static EndedAttempt poor(PlannedRoute route) {
        return new EndedAttempt(route, Billing.BILLED, null);
    }

    private static EndedAttempt failed(PlannedRoute route, FailureCode code) {
        return new EndedAttempt(route, Billing.NOT_BILLED, code);
    }

    private static EndedAttempt unknown(PlannedRoute route) {
        return new EndedAttempt(route, Billing.UNKNOWN, FailureCode.TIMEOUT);
    }

    private static PlannedRoute route(String model, String tier, Lane lane, @Nullable Long micros) {
        return new PlannedRoute(
                model, "any", tier, "1:1", new PixelSize(1024, 1024), lane, "rule", "policy", "1", "because", micros);
    }
}
