package io.diptych.quality.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Purpose;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.events.Stage;
import io.diptych.quality.review.desk.Answer;
import io.diptych.quality.review.desk.DeskException;
import io.diptych.quality.review.desk.ReviewDesk.Kept;
import io.diptych.quality.review.desk.ReviewDesk.Sheet;
import io.diptych.quality.verdict.TestResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the desk promises to one reviewer and to the job that waits.
class ReviewDeskIT extends OnTheDesk {
    @Test
    void deliversWhatAPersonApprovesOnceItCanNoLongerBeTakenBack() {
        ask("r1");
        approve(ANNA, "d1");
        settlement.settle();
        List<JobOutcome> before = published(topics.outcomes());

        clock.pass(UNDO);
        settlement.settle();
        settlement.settle();

        assertThat(before).isEmpty();
        assertThat(published(topics.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("r1#1");
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.DELIVERED);
            assertThat(outcome.getImage()).isEqualTo(image);
            assertThat(outcome.getScore()).isEqualTo(0.8);
            assertThat(outcome.getAttempts()).hasSize(2);
        });
        assertThat(published(topics.reviewDecisions())).singleElement().satisfies(label -> {
            assertThat(label.getReviewer()).isEqualTo("Anna");
            assertThat(label.getAnswer()).isEqualTo(ReviewAnswer.APPROVED);
            assertThat(label.getClosing()).isTrue();
            assertThat(label.getBinding()).isTrue();
            assertThat(label.getProfile()).isEqualTo("scene/1");
            assertThat(label.getScore()).isEqualTo(0.8);
            assertThat(label.getStage()).isEqualTo(Stage.SCENE);
        });
        assertThat(published(topics.reviewTasks()))
                .extracting(ReviewTask::getStep)
                .containsExactly(ReviewStep.LEASED, ReviewStep.ANSWERED, ReviewStep.DECIDED);
        assertThat(published(topics.reviewTasks()).getLast().getSubjects()).isEmpty();
    }

    @Test
    void leavesTheEndOfARejectedJobToTheRouter() {
        ask("r1");
        decide(ANNA, "d1", ReviewAnswer.REJECTED, List.of("blur", "text"));

        pass(UNDO);

        assertThat(published(topics.escalations())).singleElement().satisfies(escalation -> {
            assertThat(escalation.getCause()).isEqualTo(EscalationCause.REVIEWER);
            assertThat(escalation.getJob().getRemaining()).isEmpty();
            assertThat(escalation.getAttempt().getReasons()).containsExactly("blur", "text");
        });
        assertThat(published(topics.outcomes())).isEmpty();
    }

    @Test
    void demandsAnotherRouteOrTheSameOnceMore() {
        ask("r1");
        decide(ANNA, "d1", ReviewAnswer.ESCALATED, List.of());
        ask("r2");
        decide(ANNA, "d2", ReviewAnswer.RETRIED, List.of());

        pass(UNDO);

        List<Escalation> escalations = published(topics.escalations());
        assertThat(escalations).hasSize(2);
        Escalation other = escalations.getFirst();
        Escalation same = escalations.getLast();
        assertThat(other.getJob().getRemaining())
                .extracting(route -> route.getTier())
                .containsExactly("high");
        assertThat(same.getJob().getRemaining())
                .extracting(route -> route.getTier())
                .containsExactly("medium", "high");
        assertThat(same.getJob().getRemaining().getFirst())
                .isEqualTo(same.getJob().getRoute());
    }

    @Test
    void buysAgainOrGivesUpWhereNobodyKnowsWhetherAnAttemptWasCharged() {
        askToBuy("yes", Stage.SCENE);
        decide(ANNA, "d1", ReviewAnswer.RETRIED, List.of());
        askToBuy("no", Stage.SCENE);
        decide(ANNA, "d2", ReviewAnswer.REJECTED, List.of());

        pass(UNDO);
        settlement.settle();

        assertThat(published(topics.outcomes())).isEmpty();
        assertThat(published(topics.escalations()))
                .extracting(
                        Escalation::getJobId,
                        Escalation::getCause,
                        escalation -> escalation.getJob().getRemaining().size(),
                        escalation -> escalation.getAttempt().getBilling(),
                        escalation -> escalation.getAttempt().getReasons())
                .containsExactlyInAnyOrder(
                        tuple("yes#1", EscalationCause.REVIEWER, 2, Billing.UNKNOWN, List.of()),
                        tuple("no#1", EscalationCause.REVIEWER, 0, Billing.UNKNOWN, List.of("given-up")));
        assertThat(published(topics.reviewDecisions())).hasSize(2).allSatisfy(label -> {
            assertThat(label.getKind()).isEqualTo(ReviewKind.BUY_AGAIN);
            assertThat(label.getModel()).isEqualTo("gpt-image-2");
            assertThat(label.getVerdict()).isNull();
        });
        assertThat(published(topics.reviewTasks()).getLast().getUnsettled()).isNull();
    }

    @Test
    void neverBuysAgainWhatNobodyAnsweredWhateverTheStageSays() {
        askToBuy("draft", Stage.DRAFT);
        askToBuy("scene", Stage.SCENE);
        askToBuy("hero", Stage.HERO);

        pass(Duration.ofMinutes(15));
        settlement.settle();

        assertThat(published(topics.outcomes())).isEmpty();
        assertThat(published(topics.escalations())).hasSize(3).allSatisfy(escalation -> {
            assertThat(escalation.getJob().getRemaining()).isEmpty();
            assertThat(escalation.getAttempt().getReasons()).containsExactly("unanswered");
        });
        assertThat(published(topics.reviewDecisions())).hasSize(3).allSatisfy(label -> {
            assertThat(label.getAutomatic()).isTrue();
            assertThat(label.getAnswer()).isEqualTo(ReviewAnswer.REJECTED);
        });
        assertThat(desk.next(ANNA)).isEmpty();
    }

    @Test
    void takesNoOtherAnswerToAPurchaseThanYesAndNo() {
        askToBuy("r1", Stage.SCENE);
        String task = desk.next(LEA).orElseThrow().task().taskId();

        for (ReviewAnswer answer : List.of(ReviewAnswer.APPROVED, ReviewAnswer.ESCALATED)) {
            assertThatThrownBy(() -> desk.decide(LEA, task, answer("d1", answer)))
                    .isInstanceOf(DeskException.class)
                    .hasMessageContaining("answer is " + answer + ", must be RETRIED or REJECTED");
        }
        assertThatThrownBy(() ->
                        desk.decide(LEA, task, new Answer("d1", ReviewAnswer.REJECTED, List.of(), List.of("blur"), "")))
                .hasMessage("reasons is [blur], must be empty: there is no image");
        desk.decide(LEA, task, answer("d1", ReviewAnswer.REJECTED));
        pass(UNDO);
        assertThatThrownBy(() -> desk.known(LEA, task, ReviewAnswer.REJECTED))
                .hasMessage("task r1#1.2 is about no image, must be about one");
    }

    @Test
    void refusesAWishThatTheRouterWouldNotHeed() {
        intake.take(
                TestQuestions.buyAgain(TestResults.unsettled("r1", job -> job.setPolicyMaxCostMicros(140_000L)), BEGIN)
                        .build(),
                null);
        String task = desk.next(ANNA).orElseThrow().task().taskId();

        assertThatThrownBy(() -> desk.decide(ANNA, task, answer("d1", ReviewAnswer.RETRIED)))
                .isInstanceOf(DeskException.class)
                .hasMessage("answer is RETRIED, must be another one: the policy allows 140000 micro-USD, 100000 are"
                        + " spent and the next route costs 50000");
    }

    @Test
    void countsADeadlineAgainstTheSameModelOnlyWhereAJobWaits() {
        // Given
        ReviewTask.Builder question = TestQuestions.approveOne("r1", image, BEGIN);
        ReviewSubject.Builder subject =
                ReviewSubject.newBuilder(question.getSubjects().getFirst());
        GenerationRequest.Builder request =
                GenerationRequest.newBuilder(subject.getResult().getJob().getRequest());
        request.getConstraintsBuilder().setDeadline(TestResults.ENDED.plusSeconds(1));
        subject.getResultBuilder().getJobBuilder().setRequest(request.build());
        question.setSubjects(List.of(subject.build()));
        intake.take(question.build(), null);
        intake.take(
                question.setTaskId("audit:r1")
                        .setSlot(ReviewSlot.AUDIT)
                        .setBinding(false)
                        .build(),
                null);

        // When
        clock.pass(Duration.ofSeconds(31));
        Sheet waits = desk.next(ANNA).orElseThrow();
        Sheet audit = desk.next(BEN).orElseThrow();

        // Then
        assertThat(waits.againstAgain(clock.instant())).startsWith("the deadline has passed, it was");
        assertThat(audit.task().taskId()).isEqualTo("audit:r1");
        assertThat(audit.againstAgain(clock.instant())).isNull();
    }

    private void askToBuy(String requestId, Stage stage) {
        intake.take(
                TestQuestions.buyAgain(TestResults.unsettled(requestId, _ -> {}), clock.instant())
                        .setPurpose(Purpose.newBuilder().setStage(stage).build())
                        .build(),
                null);
    }

    @Test
    void asksTheSameQuestionOnceHoweverOftenItIsRead() {
        ReviewTask question = TestQuestions.approveOne("r1", image, BEGIN).build();
        intake.take(question, null);
        intake.take(question, null);
        approve(ANNA, "d1");
        pass(UNDO);

        intake.take(question, null);

        assertThat(desk.next(BEN)).isEmpty();
        assertThat(published(topics.outcomes())).hasSize(1);
    }

    @Test
    void neverGivesAQuestionToTwoReviewersAtOnce() throws Exception {
        // Given
        IntStream.range(0, 40).forEach(i -> ask("r" + i));
        List<Reviewer> reviewers = IntStream.range(0, 8)
                .mapToObj(i -> new Reviewer("racer-" + i, Role.REVIEWER))
                .toList();

        // When
        List<String> answered = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(reviewers.size())) {
            List<Callable<List<String>>> work = reviewers.stream()
                    .map(reviewer -> (Callable<List<String>>) () -> answerAll(reviewer))
                    .toList();
            for (Future<List<String>> each : threads.invokeAll(work)) {
                answered.addAll(each.get());
            }
        }

        // Then
        assertThat(answered).hasSize(40).doesNotHaveDuplicates();
        pass(UNDO);
        assertThat(published(topics.outcomes()))
                .hasSize(40)
                .extracting(JobOutcome::getJobId)
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesTheAnswerOfWhoeverDoesNotHoldTheQuestion() {
        ask("r1");
        Sheet sheet = desk.next(ANNA).orElseThrow();

        assertThat(desk.next(BEN)).isEmpty();
        assertThatThrownBy(() -> desk.decide(BEN, sheet.task().taskId(), answer("d1", ReviewAnswer.APPROVED)))
                .isInstanceOf(DeskException.class)
                .hasMessage("task r1#1.2 is with another reviewer; ask for the next one");
        assertThat(desk.next(ANNA).orElseThrow().task().taskId()).isEqualTo("r1#1.2");
    }

    @Test
    void givesAQuestionToAnotherWhenTheLeaseHasRunOut() {
        ask("r1");
        assertThat(desk.next(ANNA)).isPresent();

        clock.pass(Duration.ofMinutes(2));

        assertThat(desk.next(BEN)).isPresent();
        assertThatThrownBy(() -> desk.decide(ANNA, "r1#1.2", answer("d1", ReviewAnswer.APPROVED)))
                .isInstanceOf(DeskException.class);
    }

    @Test
    void showsWhatWasPassedAfterAllElse() {
        ask("r1");
        ask("r2");
        String first = desk.next(ANNA).orElseThrow().task().taskId();

        desk.giveBack(ANNA, first);

        assertThat(desk.next(ANNA).orElseThrow().task().taskId()).isNotEqualTo(first);
        assertThat(desk.next(BEN).orElseThrow().task().taskId()).isEqualTo(first);
    }

    @Test
    void answersTheSameDecisionAsBeforeAndRefusesAnotherUnderItsId() {
        ask("r1");
        Kept first = approve(ANNA, "d1");

        Kept second = desk.decide(ANNA, "r1#1.2", answer("d1", ReviewAnswer.APPROVED));

        assertThat(second.repeated()).isTrue();
        assertThat(second.submission()).isEqualTo(first.submission());
        assertThatThrownBy(() -> desk.decide(
                        ANNA, "r1#1.2", new Answer("d1", ReviewAnswer.REJECTED, List.of(), List.of("blur"), "")))
                .isInstanceOf(DeskException.class)
                .hasMessageContaining("decisionId is 'd1'");
        pass(UNDO);
        assertThat(published(topics.outcomes())).hasSize(1);
        assertThat(desk.decide(ANNA, "r1#1.2", answer("d1", ReviewAnswer.APPROVED))
                        .repeated())
                .isTrue();
    }

    @Test
    void takesAnAnswerBackForThirtySecondsAndNoLonger() {
        ask("r1");
        approve(ANNA, "d1");
        clock.pass(UNDO.minusMillis(1));

        Sheet again = desk.undo(ANNA, "d1");
        decide(ANNA, "d2", ReviewAnswer.REJECTED, List.of("blur"));
        pass(UNDO);

        assertThat(again.task().isHeldBy("Anna", clock.instant().minus(UNDO))).isTrue();
        assertThat(published(topics.outcomes())).isEmpty();
        assertThat(published(topics.escalations())).hasSize(1);
        assertThat(published(topics.reviewDecisions()))
                .extracting(ReviewDecision::getDecisionId)
                .containsExactly("d2");
        assertThatThrownBy(() -> desk.undo(ANNA, "d2"))
                .isInstanceOf(DeskException.class)
                .hasMessageContaining("can no longer be taken back");
    }

    @Test
    void wantsReasonsFromTheChecksVocabularyOnARejection() {
        ask("r1");
        Sheet sheet = desk.next(ANNA).orElseThrow();
        String task = sheet.task().taskId();

        assertThatThrownBy(() -> desk.decide(ANNA, task, answer("d1", ReviewAnswer.REJECTED)))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.field()).isEqualTo("reasons"));
        assertThatThrownBy(() -> desk.decide(
                        ANNA, task, new Answer("d1", ReviewAnswer.REJECTED, List.of(), List.of("ugly"), "")))
                .hasMessageContaining("reasons is 'ugly', must be of [")
                .hasMessageContaining("white-background");
        assertThatThrownBy(() -> desk.decide(
                        ANNA, task, new Answer("d1", ReviewAnswer.REJECTED, List.of(), List.of("other"), " ")))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.field()).isEqualTo("comment"));
    }

    @Test
    void neverApprovesAnImageThatTheStoreDoesNotHave() {
        AssetRef gone = AssetRef.newBuilder(image).setSha256("f".repeat(64)).build();
        intake.take(TestQuestions.approveOne("r1", gone, BEGIN).build(), null);
        Sheet sheet = desk.next(ANNA).orElseThrow();

        assertThatThrownBy(() -> desk.decide(ANNA, sheet.task().taskId(), answer("d1", ReviewAnswer.APPROVED)))
                .isInstanceOf(DeskException.class)
                .hasMessageContaining("the image is gone");
    }

    @Test
    void doesOnABreachWhatTheStageSays() {
        askFor("draft", Stage.DRAFT, false);
        askFor("bad-draft", Stage.DRAFT, true);
        askFor("scene", Stage.SCENE, false);
        askFor("hero", Stage.HERO, false);
        pass(Duration.ofMinutes(15).minusMillis(1));
        List<ReviewDecision> early = published(topics.reviewDecisions());

        pass(Duration.ofMillis(1));
        settlement.settle();

        assertThat(early).isEmpty();
        assertThat(published(topics.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("draft#1");
            assertThat(outcome.getAttempts().getLast().getReasons()).containsExactly("blur");
        });
        assertThat(published(topics.escalations()))
                .extracting(
                        Escalation::getJobId,
                        escalation -> escalation.getJob().getRemaining().isEmpty())
                .containsExactlyInAnyOrder(tuple("bad-draft#1", true), tuple("scene#1", false), tuple("hero#1", true));
        assertThat(published(topics.reviewDecisions()))
                .hasSize(4)
                .allSatisfy(label -> assertThat(label.getAutomatic()).isTrue());
        assertThat(desk.next(ANNA)).isEmpty();
    }

    @Test
    void doesNotTakeAQuestionFromWhoeverLooksAtIt() {
        ask("r1");
        clock.pass(Duration.ofMinutes(14));
        Sheet sheet = desk.next(ANNA).orElseThrow();
        pass(Duration.ofSeconds(90));

        desk.keep(ANNA, sheet.task().taskId());
        approve(ANNA, "d1");
        pass(UNDO);

        assertThat(published(topics.reviewDecisions()))
                .singleElement()
                .satisfies(label -> assertThat(label.getAutomatic()).isFalse());
    }

    @Test
    void showsTheDearAndTheUrgentFirst() {
        ask("plain");
        askFor("hero", Stage.HERO, false);
        Optional<Sheet> first = desk.next(ANNA);
        clock.pass(Duration.ofMinutes(13));
        intake.take(TestQuestions.approveOne("late", image, clock.instant()).build(), null);

        assertThat(first.orElseThrow().task().taskId()).isEqualTo("hero#1.2");
        assertThat(desk.next(BEN).orElseThrow().task().taskId()).isEqualTo("hero#1.2");
        assertThat(desk.next(CARL).orElseThrow().task().taskId()).isEqualTo("plain#1.2");
    }

    @Test
    void namesWhatIsWrongWithAQuestion() {
        ReviewTask two = TestQuestions.approveOne("r1", image, BEGIN)
                .setJobIds(List.of("a", "b"))
                .setImages(List.of(image, image))
                .setSubjects(List.of())
                .setBinding(false)
                .build();
        ReviewTask unknown = TestQuestions.approveOne("r1", image, BEGIN)
                .setSubjects(List.of())
                .build();

        assertThat(intake.problem(two))
                .hasValueSatisfying(text -> assertThat(text).startsWith("images has 2 entries"));
        assertThat(intake.problem(unknown))
                .hasValueSatisfying(text -> assertThat(text).startsWith("binding is true"));
        assertThat(intake.problem(TestQuestions.chooseTwo("r1", image, BEGIN))).isEmpty();
        ReviewTask.Builder settled = TestQuestions.buyAgain(TestResults.failed("r1", Billing.NOT_BILLED), BEGIN);
        assertThat(intake.problem(settled.build()))
                .hasValueSatisfying(text -> assertThat(text).startsWith("unsettled is an attempt that is NOT_BILLED"));
        assertThat(intake.problem(settled.setUnsettled(TestResults.failed("r1", Billing.UNKNOWN))
                        .build()))
                .isEmpty();
    }
}
