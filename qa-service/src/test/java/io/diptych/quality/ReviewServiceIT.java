package io.diptych.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.events.AssetRef;
import io.diptych.events.Cancellation;
import io.diptych.events.Escalation;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.ReviewDecision;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.testing.TestTopics;
import io.diptych.platform.workload.WorkloadRunner;
import io.diptych.platform.workload.WorkloadState;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.verdict.TestResults;
import io.diptych.schemas.Topics;
import java.awt.Color;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service with its desk open, beside a real broker, registry and PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewServiceIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String TOKEN = "a token of the test's own";

    private final EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private final JdbcAddress address = TestDatabase.create(ReviewServiceIT.class);
    private final HttpClient http = HttpClient.newHttpClient();
    private Path folder;
    private ConfigurableApplicationContext service;
    private EventCodec codec;
    private TestTopics events;
    private Topics topics;
    private AssetRef doubtful;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        // Nothing is good enough without a person, and nothing is worth another attempt.
        String shipped = new String(
                Objects.requireNonNull(getClass().getResourceAsStream("/quality-profiles.yaml"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("profiles.yaml"),
                shipped.replaceAll("bad_image_usd: .*", "bad_image_usd: 0")
                        .replaceAll("second_reviewer_share: .*", "second_reviewer_share: 0"));
        service = service();
        topics = service.getBean(Topics.class);
        codec = new EventCodec(parts.registryUrl());
        events = new TestTopics(service.getBean(KafkaSettings.class), codec);
        doubtful = service.getBean(AssetStore.class)
                .put(TestImages.file(TestImages.flat(256, 256, Color.WHITE), "png"), "image/png", 256, 256);
    }

    @AfterAll
    void stop() {
        events.close();
        codec.close();
        service.close();
        http.close();
    }

    @Test
    void aJobUnderReviewSurvivesARestartAndEndsOnce() throws Exception {
        // Given
        List<String> jobs = IntStream.range(0, 6).mapToObj(i -> "restart-" + i).toList();
        jobs.forEach(id -> events.send(topics.results(), TestResults.withImage(id, doubtful)));
        JsonNode first = next();
        HttpResponse<String> answered =
                post("/tasks/" + first.path("key").asString() + "/decisions", decision("first", "APPROVED"));

        // When
        service.close();
        service = service();
        for (int i = 1; i < jobs.size(); i++) {
            JsonNode task = next();
            var _ = post("/tasks/" + task.path("key").asString() + "/decisions", decision("d" + i, "ESCALATED"));
        }
        await().atMost(SOON).until(() -> endings("restart-") == jobs.size());
        publishAgainWhatWasPublished();
        events.send(topics.results(), TestResults.withImage("after", doubtful));
        var _ = post("/tasks/" + next().path("key").asString() + "/decisions", decision("after", "APPROVED"));
        await().atMost(SOON).until(() -> endings("after") == 1);

        // Then
        assertThat(first.path("better").asBoolean()).isTrue();
        assertThat(answered.statusCode()).isEqualTo(201);
        assertThat(events.events(topics.outcomes()))
                .extracting(JobOutcome::getRequestId)
                .filteredOn(id -> id.startsWith("restart-") || id.equals("after"))
                .containsExactlyInAnyOrder(requestId(first), "after");
        assertThat(events.events(topics.escalations()))
                .extracting(Escalation::getJobId)
                .filteredOn(id -> id.startsWith("restart-"))
                .hasSize(jobs.size() - 1)
                .doesNotHaveDuplicates();
        assertThat(events.events(topics.reviewDecisions()))
                .extracting(ReviewDecision::getTaskId)
                .filteredOn(id -> id.startsWith("restart-") || id.startsWith("after"))
                .hasSize(jobs.size() + 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void answersMistakesWithTheFieldThatIsToBlame() throws Exception {
        HttpResponse<String> stranger =
                http.send(HttpRequest.newBuilder(base("/me")).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> missing = post("/tasks/bm9uZQ/decisions", decision("m1", "APPROVED"));
        HttpResponse<String> unknown = post("/tasks/bm9uZQ/decisions", decision("m1", "PERHAPS"));
        HttpResponse<String> notJson = post("/tasks/bm9uZQ/decisions", "perhaps");

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"review\"");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"field\":\"task\"");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("\"field\":\"answer\"", "PERHAPS", "APPROVED");
        assertThat(notJson.statusCode()).isEqualTo(400);
        assertThat(Stream.of(stranger, missing, unknown, notJson))
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json"));
    }

    @Test
    void showsTheImagesOfAQuestionAndNoOther() throws Exception {
        events.send(topics.results(), TestResults.withImage("image", doubtful));
        JsonNode task = next();
        String image = task.path("images").path(0).path("url").asString();

        HttpResponse<byte[]> whole = image(image, "bytes=0-");
        HttpResponse<byte[]> part = image(image, "bytes=8-15");
        HttpResponse<byte[]> other = image(image.replaceFirst("0$", "1"), "bytes=0-");

        assertThat(whole.body()).hasSize(Math.toIntExact(doubtful.getBytes()));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).hasSize(8);
        assertThat(part.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(other.statusCode()).isEqualTo(404);
        var _ = post("/tasks/" + task.path("key").asString() + "/decisions", decision("image", "APPROVED"));
        await().atMost(SOON).until(() -> endings("image") == 1);
    }

    @Test
    void aPersonBuysAgainWhatNobodyKnowsToBeCharged() throws Exception {
        events.send(topics.results(), TestResults.unsettled("unsettled", _ -> {}));
        JsonNode task = next();
        String path = "/tasks/" + task.path("key").asString() + "/decisions";

        HttpResponse<String> approved = post(path, decision("u1", "APPROVED"));
        HttpResponse<String> again = post(path, decision("u2", "RETRIED"));
        await().atMost(SOON).until(() -> endings("unsettled") == 1);

        assertThat(task.path("kind").asString()).isEqualTo("BUY_AGAIN");
        assertThat(task.path("images").isEmpty()).isTrue();
        assertThat(task.path("again").asBoolean()).isTrue();
        JsonNode purchase = task.path("purchase");
        assertThat(purchase.path("attemptId").asString()).isEqualTo("unsettled#1.2");
        assertThat(purchase.path("workerId").asString()).isEqualTo("w-1");
        assertThat(purchase.path("providerRequestId").asString()).isEqualTo("req_1");
        assertThat(purchase.path("claimedAt").asString()).isEqualTo("2026-11-20T10:00:10Z");
        assertThat(purchase.path("priceMicros").asLong()).isEqualTo(50_000);
        assertThat(purchase.path("spentMicros").asLong()).isEqualTo(100_000);
        assertThat(approved.statusCode()).isEqualTo(400);
        assertThat(approved.body()).contains("\"field\":\"answer\"", "must be RETRIED or REJECTED");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(events.events(topics.escalations()))
                .filteredOn(escalation -> escalation.getJobId().equals("unsettled#1"))
                .singleElement()
                .satisfies(escalation -> assertThat(
                                escalation.getJob().getRemaining().getFirst())
                        .isEqualTo(escalation.getJob().getRoute()));
    }

    @Test
    void aCancelledRequestTakesItsQuestionFromTheDesk() throws Exception {
        events.send(topics.results(), TestResults.withImage("cancelled", doubtful));
        JsonNode task = next();

        events.send(
                topics.cancellations(),
                Cancellation.newBuilder()
                        .setRequestId("cancelled")
                        .setTenant("acme")
                        .setOccurredAt(TestResults.ENDED)
                        .build());
        await().atMost(SOON).until(() -> endings("cancelled") == 1);
        HttpResponse<String> late = post("/tasks/" + task.path("key").asString() + "/heartbeat", "");

        assertThat(requestId(task)).isEqualTo("cancelled");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("\"field\":\"task\"", "is WITHDRAWN already");
        assertThat(events.events(topics.outcomes()))
                .filteredOn(outcome -> outcome.getRequestId().equals("cancelled"))
                .extracting(JobOutcome::getStatus)
                .containsExactly(OutcomeStatus.CANCELLED);
    }

    /// As if the process had died after Kafka's commit and before the table was marked.
    private void publishAgainWhatWasPublished() throws SQLException {
        service.close();
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update review.outbox set published_at = null"))
                    .isPositive();
        }
        service = service();
    }

    private ConfigurableApplicationContext service() {
        ConfigurableApplicationContext started = DiptychService.start(
                "qa-service",
                QaApplication.class,
                Map.of(),
                "--diptych.kafka.bootstrap=" + parts.kafkaBootstrap(),
                "--diptych.registry.url=" + parts.registryUrl(),
                "--diptych.postgres.url=" + address.url(),
                "--diptych.postgres.user=" + address.user(),
                "--diptych.postgres.password=" + address.password(),
                "--diptych.assets.root=" + folder.toUri(),
                "--diptych.state-dir=" + folder.resolve("state"),
                "--diptych.topic-prefix=review.",
                "--diptych.models=gpt-image-2",
                "--diptych.provision=true",
                "--diptych.qa.instance=qa-0",
                "--diptych.qa.unreviewed=ASK",
                "--diptych.qa.profiles=" + folder.resolve("profiles.yaml"),
                "--diptych.qa.review.undo=400ms",
                "--diptych.qa.review.reviewers[0].name=Anna",
                "--diptych.qa.review.reviewers[0].token-sha256=" + hash());
        await().atMost(SOON)
                .until(() -> started.getBean(WorkloadRunner.class).states().values().stream()
                        .allMatch(WorkloadState.Running.class::isInstance));
        return started;
    }

    private JsonNode next() {
        return await().atMost(SOON).until(this::ask, task -> !task.isMissingNode());
    }

    private JsonNode ask() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/tasks/next", "");
        return answer.statusCode() == 200
                ? JsonMapper.shared().readTree(answer.body())
                : JsonMapper.shared().missingNode();
    }

    private static String requestId(JsonNode task) {
        String id = new String(Base64.getUrlDecoder().decode(task.path("key").asString()), StandardCharsets.UTF_8);
        return id.substring(0, id.indexOf('#'));
    }

    private static String decision(String id, String answer) {
        return "{\"decisionId\": \"" + id + "\", \"answer\": \"" + answer + "\"}";
    }

    private int endings(String requests) {
        return (int) Stream.concat(
                        events.events(topics.outcomes()).stream().map(JobOutcome::getJobId),
                        events.events(topics.escalations()).stream().map(Escalation::getJobId))
                .filter(job -> job.startsWith(requests))
                .count();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(base(path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> image(String path, String range) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(base("").resolve(path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Range", range)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI base(String path) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port + "/api/review" + path);
    }

    private static String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
