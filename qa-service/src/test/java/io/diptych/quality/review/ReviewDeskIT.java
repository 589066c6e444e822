package io.diptych.quality.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.events.AssetRef;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.FeedbackKind;
import io.diptych.events.FeedbackSignal;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Purpose;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.postgres.PostgresProperties;
import io.diptych.quality.review.desk.Answer;
import io.diptych.quality.review.desk.DeskException;
import io.diptych.quality.review.desk.Intake;
import io.diptych.quality.review.desk.ReviewDesk;
import io.diptych.quality.review.desk.ReviewDesk.Kept;
import io.diptych.quality.review.desk.ReviewDesk.Sheet;
import io.diptych.quality.review.desk.Settlement;
import io.diptych.quality.review.store.OutboxTable;
import io.diptych.quality.review.store.ReportQueries;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.quality.verdict.FakeAssetStore;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the desk promises, against a real PostgreSQL and with a clock of the test's own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewDeskIT {
    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration UNDO = Duration.ofSeconds(30);
    private static final Reviewer ANNA = new Reviewer("Anna", Role.REVIEWER);
    private static final Reviewer BEN = new Reviewer("Ben", Role.REVIEWER);
    private static final Reviewer CARL = new Reviewer("Carl", Role.REVIEWER);
    private static final Reviewer LEA = new Reviewer("Lea", Role.LEAD);
    private static final String HASH = "0".repeat(64);

    private final Topics topics = new Topics("desk.");
    private final FakeAssetStore assets = new FakeAssetStore();
    private final ReviewMeters meters = new ReviewMeters(new SimpleMeterRegistry());
    private final ReviewProperties terms = new ReviewProperties(
            Duration.ofMinutes(15),
            Duration.ofHours(8),
            Duration.ofMinutes(2),
            UNDO,
            Map.of(Stage.HERO, BreachPolicy.FAIL),
            Stream.of(ANNA, BEN, CARL, LEA)
                    .map(each -> new ReviewProperties.Pass(each.name(), each.role(), HASH))
                    .toList());
    private TestClock clock;
    private EventCodec codec;
    private ReviewDatabase database;
    private Intake intake;
    private ReviewDesk desk;
    private Settlement settlement;
    private AssetRef image;

    @BeforeAll
    void start() {
        EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.REGISTRY, Part.POSTGRES);
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl())) {
            schemas.registerAll(topics.all(List.of("gpt-image-2")));
        }
        JdbcAddress address = parts.postgres();
        codec = new EventCodec(parts.registryUrl());
        database = new ReviewDatabase(new PostgresProperties(address.url(), address.user(), address.password()));
        database.migrate();
        image = assets.put(new byte[] {1, 2, 3}, "image/png", 256, 256);
    }

    @BeforeEach
    void emptyDesk() throws SQLException {
        try (Connection connection = database.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "truncate review.task, review.submission, review.pass, review.turn, review.gold, review.outbox");
        }
        clock = new TestClock(BEGIN);
        intake = new Intake(database, topics, codec, terms, meters);
        desk = new ReviewDesk(database, topics, codec, assets, terms, meters, clock);
        settlement = new Settlement(database, topics, codec, terms, meters, clock);
    }

    @AfterAll
    void stop() throws SQLException {
        emptyDesk();
        database.close();
        codec.close();
    }

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
    }

    private void ask(String requestId) {
        intake.take(TestQuestions.approveOne(requestId, image, clock.instant()).build(), null);
    }

    private void askFor(String requestId, Stage stage, boolean bad) {
        ReviewTask question = TestQuestions.approveOne(requestId, image, clock.instant())
                .setPurpose(Purpose.newBuilder().setStage(stage).build())
                .build();
        ReviewSubject subject = question.getSubjects().getFirst();
        ReviewSubject judged = ReviewSubject.newBuilder(subject)
                .setVerdict(TestQuestions.verdict(Objects.requireNonNull(subject.getResult()), clock.instant(), bad))
                .build();
        question = ReviewTask.newBuilder(question).setSubjects(List.of(judged)).build();
        intake.take(question, null);
    }

    private Kept approve(Reviewer reviewer, String decisionId) {
        return decide(reviewer, decisionId, ReviewAnswer.APPROVED, List.of());
    }

    private Kept decide(Reviewer reviewer, String decisionId, ReviewAnswer answer, List<String> reasons) {
        Sheet sheet = desk.next(reviewer).orElseThrow();
        return desk.decide(reviewer, sheet.task().taskId(), new Answer(decisionId, answer, List.of(), reasons, ""));
    }

    private List<String> answerAll(Reviewer reviewer) {
        List<String> answered = new ArrayList<>();
        for (Optional<Sheet> sheet = desk.next(reviewer); sheet.isPresent(); sheet = desk.next(reviewer)) {
            String task = sheet.get().task().taskId();
            var _ = desk.decide(reviewer, task, answer(reviewer.name() + task, ReviewAnswer.APPROVED));
            answered.add(task);
        }
        return answered;
    }

    private static Answer answer(String decisionId, ReviewAnswer answer) {
        return new Answer(decisionId, answer, List.of(), List.of(), "");
    }

    private void pass(Duration time) {
        clock.pass(time);
        settlement.settle();
    }

    /// What has left the desk for a topic, in order.
    private <V extends SpecificRecord> List<V> published(Topic<V> topic) {
        return new OutboxTable(database)
                .waiting(0, 10_000).stream()
                        .map(OutboxTable.Numbered::event)
                        .filter(event -> event.topic().equals(topic.name()))
                        .map(event -> ((Readable<V>) codec.decode(topic, event.key(), event.value())).value())
                        .toList();
    }
}
