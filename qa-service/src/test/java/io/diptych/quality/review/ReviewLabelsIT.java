package io.diptych.quality.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Escalation;
import io.diptych.events.FeedbackKind;
import io.diptych.events.FeedbackSignal;
import io.diptych.events.JobOutcome;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.quality.review.desk.Answer;
import io.diptych.quality.review.desk.DeskException;
import io.diptych.quality.review.desk.ReviewDesk.Sheet;
import io.diptych.quality.review.store.ReportQueries;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the desk makes of several people's answers, and of answers that no job waits for.
class ReviewLabelsIT extends OnTheDesk {
    @Test
    void waitsForTheSecondReviewerWhereTwoAreAskedFor() {
        intake.take(
                TestQuestions.approveOne("r1", image, BEGIN).setSubmissions(2).build(), null);
        approve(ANNA, "d1");
        pass(UNDO);
        List<JobOutcome> afterOne = published(topics.outcomes());

        assertThat(desk.next(ANNA)).isEmpty();
        approve(BEN, "d2");
        pass(UNDO);

        assertThat(afterOne).isEmpty();
        assertThat(published(topics.outcomes())).hasSize(1);
        assertThat(published(topics.reviewDecisions()))
                .extracting(ReviewDecision::getClosing)
                .containsExactly(false, true);
        assertThat(new ReportQueries(database).agreements(BEGIN.minusSeconds(1)))
                .singleElement()
                .satisfies(pair -> assertThat(pair.same().count()).isEqualTo(1));
    }

    @Test
    void asksAThirdWhereTwoDisagreeAndTheMajorityHolds() {
        intake.take(
                TestQuestions.approveOne("r1", image, BEGIN).setSubmissions(2).build(), null);
        approve(ANNA, "d1");
        decide(BEN, "d2", ReviewAnswer.REJECTED, List.of("blur"));
        pass(UNDO);
        List<Escalation> undecided = published(topics.escalations());

        decide(CARL, "d3", ReviewAnswer.REJECTED, List.of("noise"));
        pass(UNDO);

        assertThat(undecided).isEmpty();
        assertThat(published(topics.outcomes())).isEmpty();
        assertThat(published(topics.escalations()))
                .singleElement()
                .satisfies(escalation ->
                        assertThat(escalation.getAttempt().getReasons()).containsExactly("blur", "noise"));
    }

    @Test
    void takesAnAuditAsALabelAndNothingElse() {
        intake.take(
                TestQuestions.approveOne("r1", image, BEGIN)
                        .setTaskId("audit:r1#1.2")
                        .setSlot(ReviewSlot.AUDIT)
                        .setBinding(false)
                        .build(),
                null);
        decide(ANNA, "d1", ReviewAnswer.REJECTED, List.of("blur"));

        pass(UNDO);

        assertThat(published(topics.outcomes())).isEmpty();
        assertThat(published(topics.escalations())).isEmpty();
        assertThat(published(topics.reviewDecisions())).singleElement().satisfies(label -> {
            assertThat(label.getSlot()).isEqualTo(ReviewSlot.AUDIT);
            assertThat(label.getBinding()).isFalse();
        });
        assertThat(new ReportQueries(database).accuracy(BEGIN.minusSeconds(1)))
                .singleElement()
                .satisfies(stage -> {
                    assertThat(stage.falseRejects().of()).isEqualTo(1);
                    assertThat(stage.falseRejects().count()).isZero();
                });
    }

    @Test
    void measuresReviewersByQuestionsWhoseAnswerIsKnown() {
        // Given
        ask("gold");
        decide(LEA, "d0", ReviewAnswer.REJECTED, List.of("blur"));
        pass(UNDO);
        desk.known(LEA, "gold#1.2", ReviewAnswer.REJECTED);
        IntStream.range(0, 14).forEach(i -> ask("r" + i));

        // When
        IntStream.range(0, 14).forEach(i -> approve(ANNA, "d" + (i + 1)));
        pass(UNDO);

        // Then
        assertThat(published(topics.reviewDecisions()).stream().filter(label -> label.getSlot() == ReviewSlot.GOLD))
                .singleElement()
                .satisfies(label -> {
                    assertThat(label.getAnswer()).isEqualTo(ReviewAnswer.APPROVED);
                    assertThat(label.getExpected()).isEqualTo(ReviewAnswer.REJECTED);
                });
        assertThat(published(topics.outcomes())).hasSize(13);
        assertThat(new ReportQueries(database).work(BEGIN.minusSeconds(1)))
                .filteredOn(work -> work.reviewer().equals("Anna"))
                .singleElement()
                .satisfies(work -> {
                    assertThat(work.gold().of()).isEqualTo(1);
                    assertThat(work.gold().count()).isZero();
                });
        assertThatThrownBy(() -> desk.known(ANNA, "gold#1.2", ReviewAnswer.APPROVED))
                .isInstanceOf(DeskException.class)
                .hasMessage("role is REVIEWER, must be LEAD");
    }

    @Test
    void publishesWhatWasChosenAsFeedback() {
        intake.take(TestQuestions.chooseTwo("r1", image, BEGIN), null);
        Sheet sheet = desk.next(ANNA).orElseThrow();
        String task = sheet.task().taskId();

        assertThatThrownBy(() -> desk.decide(
                        ANNA, task, new Answer("d1", ReviewAnswer.APPROVED, List.of("r1#0"), List.of(), "")))
                .hasMessageContaining("chosenJobIds is [r1#0], must be 2 different ones of [r1#0, r1#1, r1#2, r1#3]");
        var _ = desk.decide(
                ANNA, task, new Answer("d1", ReviewAnswer.APPROVED, List.of("r1#2", "r1#0"), List.of(), ""));
        pass(UNDO);

        assertThat(published(topics.feedback()))
                .allSatisfy(signal -> assertThat(signal.getKind()).isEqualTo(FeedbackKind.CHOSEN))
                .extracting(FeedbackSignal::getJobId)
                .containsExactly("r1#0", "r1#2");
        assertThat(published(topics.reviewDecisions()))
                .singleElement()
                .satisfies(label -> assertThat(label.getChosenJobIds()).containsExactly("r1#0", "r1#2"));
        assertThat(published(topics.reviewTasks()).getLast().getState()).isEqualTo(ReviewState.DECIDED);
    }
}
