package io.diptych.quality.review;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.events.AssetRef;
import io.diptych.events.Purpose;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.postgres.PostgresProperties;
import io.diptych.quality.TestDatabase;
import io.diptych.quality.review.desk.Answer;
import io.diptych.quality.review.desk.Intake;
import io.diptych.quality.review.desk.ReviewDesk;
import io.diptych.quality.review.desk.ReviewDesk.Kept;
import io.diptych.quality.review.desk.ReviewDesk.Sheet;
import io.diptych.quality.review.desk.Settlement;
import io.diptych.quality.review.store.OutboxTable;
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
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// A desk on a real PostgreSQL, empty before each test, with a clock of the test's own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnTheDesk {
    static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
    static final Duration UNDO = Duration.ofSeconds(30);
    static final Reviewer ANNA = new Reviewer("Anna", Role.REVIEWER);
    static final Reviewer BEN = new Reviewer("Ben", Role.REVIEWER);
    static final Reviewer CARL = new Reviewer("Carl", Role.REVIEWER);
    static final Reviewer LEA = new Reviewer("Lea", Role.LEAD);
    static final String HASH = "0".repeat(64);

    final Topics topics = new Topics("desk.");
    final FakeAssetStore assets = new FakeAssetStore();
    final ReviewMeters meters = new ReviewMeters(new SimpleMeterRegistry());
    final ReviewProperties terms = new ReviewProperties(
            Duration.ofMinutes(15),
            Duration.ofHours(8),
            Duration.ofMinutes(2),
            UNDO,
            Map.of(Stage.HERO, BreachPolicy.FAIL),
            Stream.of(ANNA, BEN, CARL, LEA)
                    .map(each -> new ReviewProperties.Pass(each.name(), each.role(), HASH))
                    .toList());
    TestClock clock;
    EventCodec codec;
    ReviewDatabase database;
    Intake intake;
    ReviewDesk desk;
    Settlement settlement;
    AssetRef image;

    @BeforeAll
    void start() {
        EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.REGISTRY);
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl())) {
            schemas.registerAll(topics.all(List.of("gpt-image-2")));
        }
        JdbcAddress address = TestDatabase.create(getClass());
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
                    "truncate review.task, review.submission, review.pass, review.turn, review.gold, review.outbox,"
                            + " review.cancellation");
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

    void ask(String requestId) {
        intake.take(TestQuestions.approveOne(requestId, image, clock.instant()).build(), null);
    }

    void askFor(String requestId, Stage stage, boolean bad) {
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

    Kept approve(Reviewer reviewer, String decisionId) {
        return decide(reviewer, decisionId, ReviewAnswer.APPROVED, List.of());
    }

    Kept decide(Reviewer reviewer, String decisionId, ReviewAnswer answer, List<String> reasons) {
        Sheet sheet = desk.next(reviewer).orElseThrow();
        return desk.decide(reviewer, sheet.task().taskId(), new Answer(decisionId, answer, List.of(), reasons, ""));
    }

    List<String> answerAll(Reviewer reviewer) {
        List<String> answered = new ArrayList<>();
        for (Optional<Sheet> sheet = desk.next(reviewer); sheet.isPresent(); sheet = desk.next(reviewer)) {
            String task = sheet.get().task().taskId();
            var _ = desk.decide(reviewer, task, answer(reviewer.name() + task, ReviewAnswer.APPROVED));
            answered.add(task);
        }
        return answered;
    }

    static Answer answer(String decisionId, ReviewAnswer answer) {
        return new Answer(decisionId, answer, List.of(), List.of(), "");
    }

    void pass(Duration time) {
        clock.pass(time);
        settlement.settle();
    }

    /// What has left the desk for a topic, in order.
    <V extends SpecificRecord> List<V> published(Topic<V> topic) {
        return new OutboxTable(database)
                .waiting(0, 10_000).stream()
                        .map(OutboxTable.Numbered::event)
                        .filter(event -> event.topic().equals(topic.name()))
                        .map(event -> ((Readable<V>) codec.decode(topic, event.key(), event.value())).value())
                        .toList();
    }
}
