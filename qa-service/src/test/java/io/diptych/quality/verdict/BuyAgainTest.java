package io.diptych.quality.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.ReviewKind;
import io.diptych.events.Route;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuyAgainTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:31Z");

    @Test
    void asksAPersonWhereThePolicyWantsItAndAPersonIsThere() {
        GenerationResult result = unsettled(_ -> {});

        Ruling ruling = Rulings.withoutImage(result, Unreviewed.ASK, NOW);

        assertThat(((Ruling.Unsettled) ruling).task()).satisfies(task -> {
            assertThat(task.getTaskId()).isEqualTo("r1#1.2");
            assertThat(task.getKind()).isEqualTo(ReviewKind.BUY_AGAIN);
            assertThat(task.getBinding()).isTrue();
            assertThat(task.getImages()).isEmpty();
            assertThat(task.getUnsettled()).isEqualTo(result);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"DELIVER", "ESCALATE"})
    void leavesItToTheRouterWhereNobodyIsThere(Unreviewed unreviewed) {
        Ruling ruling = Rulings.withoutImage(unsettled(_ -> {}), unreviewed, NOW);

        assertThat(((Ruling.NotMade) ruling).escalation()).satisfies(escalation -> {
            assertThat(escalation.getCause()).isEqualTo(EscalationCause.UNKNOWN_ATTEMPT);
            assertThat(escalation.getJob().getAskAfterUnknown()).isTrue();
        });
    }

    @Test
    void asksNobodyWhereThePolicyDoesNotWantItOrTheBillIsKnown() {
        GenerationResult unasked = unsettled(job -> job.setAskAfterUnknown(false));
        GenerationResult free = GenerationResult.newBuilder(unsettled(_ -> {}))
                .setBilling(Billing.NOT_BILLED)
                .build();

        assertThat(Rulings.withoutImage(unasked, Unreviewed.ASK, NOW)).isInstanceOf(Ruling.NotMade.class);
        assertThat(Rulings.withoutImage(free, Unreviewed.ASK, NOW)).isInstanceOf(Ruling.NotMade.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID_REQUEST", "NO_ROUTE", "CONTENT_REFUSED", "CANCELLED"})
    void asksNobodyWhereTheRouterEndsTheJobWhateverAPersonSays(FailureCode code) {
        GenerationResult result = unsettled(_ -> {});
        Failure failure = Failure.newBuilder(result.getFailure()).setCode(code).build();

        assertThat(BuyAgain.isAsked(
                        GenerationResult.newBuilder(result).setFailure(failure).build(), NOW))
                .isFalse();
    }

    @Test
    void asksNobodyWhereAYesWouldBreakALimit() {
        assertThat(BuyAgain.isAsked(unsettled(job -> job.setPolicyMaxCostMicros(150_000L)), NOW))
                .isTrue();
        assertThat(BuyAgain.isAsked(unsettled(job -> job.setPolicyMaxCostMicros(149_999L)), NOW))
                .isFalse();
        assertThat(BuyAgain.isAsked(limited(149_999L, null, 50_000L), NOW)).isFalse();
        assertThat(BuyAgain.isAsked(limited(1_000_000L, null, null), NOW)).isFalse();
        assertThat(BuyAgain.isAsked(limited(null, null, null), NOW)).isTrue();
        assertThat(BuyAgain.isAsked(limited(null, NOW, 50_000L), NOW)).isFalse();
        assertThat(BuyAgain.isAsked(limited(null, NOW.plusMillis(1), 50_000L), NOW))
                .isTrue();
    }

    @Test
    void putsTheJobsOwnRouteFirstWhereAPersonSaysYes() {
        GenerationResult result = unsettled(_ -> {});

        Escalation escalation = BuyAgain.yes(result, NOW);

        assertThat(escalation.getCause()).isEqualTo(EscalationCause.REVIEWER);
        assertThat(escalation.getJob().getRemaining())
                .extracting(Route::getTier)
                .containsExactly("medium", "high");
        assertThat(escalation.getAttempt()).satisfies(attempt -> {
            assertThat(attempt.getBilling()).isEqualTo(Billing.UNKNOWN);
            assertThat(attempt.getFailure()).isEqualTo(result.getFailure());
            assertThat(attempt.getReasons()).isEmpty();
        });
    }

    @Test
    void leavesNoRouteWhereAPersonSaysNo() {
        Escalation escalation = BuyAgain.no(unsettled(_ -> {}), BuyAgain.GIVEN_UP, NOW);

        assertThat(escalation.getJob().getRemaining()).isEmpty();
        assertThat(escalation.getAttempt().getReasons()).containsExactly("given-up");
    }

    @Test
    void saysThatNoModelMadeTheImageOfACancelledJob() {
        JobOutcome outcome = BuyAgain.cancelled(unsettled(_ -> {}), "sold out", NOW);

        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED);
        assertThat(outcome.getModel()).isNull();
        assertThat(outcome.getScore()).isNull();
        assertThat(outcome.getFailure().getMessage())
                .isEqualTo("sold out; a person was being asked whether it is bought again");
        assertThat(outcome.getAttempts())
                .hasSize(2)
                .last()
                .satisfies(attempt -> assertThat(attempt.getBilling()).isEqualTo(Billing.UNKNOWN));
    }

    private static GenerationResult unsettled(Consumer<GenerationJob.Builder> change) {
        return TestResults.unsettled("r1", change);
    }

    private static GenerationResult limited(
            @Nullable Long maxCostMicros, @Nullable Instant deadline, @Nullable Long price) {
        return unsettled(job -> {
            GenerationRequest.Builder request = GenerationRequest.newBuilder(job.getRequest());
            request.getConstraintsBuilder().setMaxCostMicros(maxCostMicros).setDeadline(deadline);
            job.setRequest(request.build());
            job.setRoute(
                    Route.newBuilder(job.getRoute()).setEstimatedMicros(price).build());
        });
    }
}
