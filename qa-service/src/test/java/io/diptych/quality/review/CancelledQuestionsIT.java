package io.diptych.quality.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Cancellation;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.quality.review.desk.DeskException;
import io.diptych.quality.review.desk.ReviewDesk.Sheet;
import io.diptych.quality.review.store.CancellationTable;
import io.diptych.quality.verdict.TestResults;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of questions whose callers no longer want the image.
class CancelledQuestionsIT extends OnTheDesk {
    @Test
    void endsTheJobOnceItsCallerNoLongerWantsTheImage() {
        ask("r1");
        Sheet held = desk.next(ANNA).orElseThrow();

        cancel("r1", "acme", null);
        settlement.settle();
        settlement.settle();

        assertThat(published(topics.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("r1#1");
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED);
            assertThat(outcome.getImage()).isNull();
            assertThat(outcome.getAttempts()).hasSize(2);
            Failure failure = Objects.requireNonNull(outcome.getFailure());
            assertThat(failure.getCode()).isEqualTo(FailureCode.CANCELLED);
            assertThat(failure.getMessage())
                    .isEqualTo("cancelled at 2026-11-20T10:00:00Z: sold out; the image waited for a person");
        });
        assertThat(published(topics.reviewTasks()).getLast()).satisfies(last -> {
            assertThat(last.getState()).isEqualTo(ReviewState.WITHDRAWN);
            assertThat(last.getStep()).isEqualTo(ReviewStep.WITHDRAWN);
            assertThat(last.getSubjects()).isEmpty();
        });
        assertThat(published(topics.escalations())).isEmpty();
        assertThat(published(topics.reviewDecisions())).isEmpty();
        assertThat(desk.next(BEN)).isEmpty();
        assertThatThrownBy(() -> desk.keep(ANNA, held.task().taskId()))
                .isInstanceOf(DeskException.class)
                .hasMessage("task r1#1.2 is WITHDRAWN already");
        assertThatThrownBy(() -> desk.decide(ANNA, held.task().taskId(), answer("d1", ReviewAnswer.APPROVED)))
                .isInstanceOf(DeskException.class)
                .hasMessage("task r1#1.2 is WITHDRAWN already");
    }

    @Test
    void endsAJobOfWhichAPersonIsAskedWhetherItIsBoughtAgain() {
        intake.take(
                TestQuestions.buyAgain(TestResults.unsettled("r1", _ -> {}), BEGIN)
                        .build(),
                null);
        decide(ANNA, "d1", ReviewAnswer.RETRIED, List.of());

        cancel("r1", "acme", null);
        settlement.settle();
        pass(UNDO);

        assertThat(published(topics.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED);
            assertThat(outcome.getAttempts()).hasSize(2);
        });
        assertThat(published(topics.escalations())).isEmpty();
        assertThat(desk.next(BEN)).isEmpty();
    }

    @Test
    void countsMoreThanAnAnswerThatDoesNotHoldYet() {
        ask("r1");
        approve(ANNA, "d1");
        cancel("r1", "acme", 1);
        settlement.settle();

        assertThatThrownBy(() -> desk.undo(ANNA, "d1"))
                .isInstanceOf(DeskException.class)
                .hasMessage("task r1#1.2 is WITHDRAWN already");
        pass(UNDO);

        assertThat(published(topics.outcomes()))
                .extracting(JobOutcome::getStatus)
                .containsExactly(OutcomeStatus.CANCELLED);
        assertThat(published(topics.reviewDecisions())).isEmpty();
    }

    @Test
    void withdrawsAQuestionThatComesAfterItsCancellation() {
        cancel("r1", "acme", null);
        cancel("r1", "acme", null);

        ask("r1");
        settlement.settle();

        assertThat(published(topics.outcomes()))
                .extracting(JobOutcome::getStatus)
                .containsExactly(OutcomeStatus.CANCELLED);
    }

    @Test
    void changesNothingForOtherImagesAndOtherTenants() {
        ask("r1");
        ask("r2");

        cancel("r1", "somebody else", null);
        cancel("r1", "acme", 0);
        settlement.settle();

        assertThat(published(topics.outcomes())).isEmpty();
        assertThat(desk.next(ANNA)).isPresent();
    }

    @Test
    void changesNothingForAnImageThatWasDelivered() {
        ask("r1");
        approve(ANNA, "d1");
        pass(UNDO);

        cancel("r1", "acme", null);
        settlement.settle();

        assertThat(published(topics.outcomes()))
                .extracting(JobOutcome::getStatus)
                .containsExactly(OutcomeStatus.DELIVERED);
    }

    /// What chance chose tells how good quality control is, whether or not anyone wants the image.
    @Test
    void leavesRandomAuditsOpen() {
        intake.take(
                TestQuestions.approveOne("r1", image, BEGIN)
                        .setTaskId("audit:r1#1.2")
                        .setSlot(ReviewSlot.AUDIT)
                        .setBinding(false)
                        .build(),
                null);

        cancel("r1", "acme", null);
        settlement.settle();

        assertThat(desk.next(ANNA)).isPresent();
    }

    @Test
    void isForgottenWhenItsTopicForgetsIt() {
        CancellationTable cancellations = new CancellationTable(database);
        cancel("r1", "acme", null);
        cancellations.forget(BEGIN.plusMillis(1));

        ask("r1");
        settlement.settle();

        assertThat(published(topics.outcomes())).isEmpty();
    }

    private void cancel(String requestId, String tenant, @Nullable Integer imageIndex) {
        new CancellationTable(database)
                .put(Cancellation.newBuilder()
                        .setRequestId(requestId)
                        .setTenant(tenant)
                        .setImageIndex(imageIndex)
                        .setReason("sold out")
                        .setOccurredAt(BEGIN)
                        .build());
    }
}
