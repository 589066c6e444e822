package io.diptych.standalone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.Cancellation;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Purpose;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewTask;
import io.diptych.events.Stage;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.testing.TestTopics;
import io.diptych.schemas.Topics;
import io.diptych.standalone.request.RequestClient;
import io.diptych.standalone.request.RequestDocument;
import io.diptych.standalone.stack.ReviewerPass;
import io.diptych.standalone.stack.ServiceKind;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/// Two people at the review desk, each with a browser of their own, deciding by keyboard what the whole stack has made.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewPageIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int WIDTH = 1280;
    private static final int NARROW = 390;
    private static final int HEIGHT = 900;

    @RegisterExtension
    static final WebStack STACK = new WebStack();

    @RegisterExtension
    static final Chromium BROWSER = new Chromium();

    private final Topics topics = new Topics("");
    private EventCodec codec;
    private KafkaSettings kafka;
    private TestTopics events;
    private ChromeDriver anna;
    private ChromeDriver ben;
    private AssetRef kettle;

    @BeforeAll
    void open() throws Exception {
        codec = new EventCodec(STACK.addresses().registry());
        kafka = new KafkaSettings(STACK.addresses().kafkaBootstrap());
        events = new TestTopics(kafka, codec);
        CompletableFuture<JobOutcome> plain = outcomeOf(request("kettle", "WHITE_BACKGROUND"));
        anna = BROWSER.window(WIDTH, HEIGHT);
        ben = BROWSER.window(WIDTH, HEIGHT);
        sitDown(anna, WebStack.ANNA);
        kettle = Objects.requireNonNull(
                plain.get(SOON.toSeconds(), TimeUnit.SECONDS).getImage());
    }

    @AfterAll
    void leave() {
        events.close();
        codec.close();
    }

    @Test
    @Order(1)
    void approvesByKeyWithModelAndScoreHiddenUntilThen() throws Exception {
        // Given
        RequestDocument edit = request("approve", "SOCIAL");
        edit.set("mode", "EDIT");
        edit.set("prompt", "Put the kettle on a marble table, with the words \"MORNING BREW\" on its label");
        edit.set("constraints.expectedText", List.of("MORNING BREW", "Fresh at 7:30"));
        edit.set(
                "references",
                List.of(
                        Map.of("asset", json(kettle), "role", "SCENE"),
                        Map.of("asset", json(mask(kettle)), "role", "MASK")));
        edit.set("lineage", Map.of("parent", json(kettle), "root", json(kettle), "editDepth", 1));
        CompletableFuture<JobOutcome> outcome = outcomeOf(edit);
        awaitSheet(anna);
        String before = anna.findElement(By.tagName("body")).getText();
        String against = anna.findElement(By.id("findings")).getText();

        // When
        Chromium.keep(anna, "review-1-side-by-side");
        narrow(anna, "review-1-narrow");
        press(anna, "m");
        press(anna, "s");
        Chromium.keep(anna, "review-2-slider-and-mask");
        press(anna, "m");
        press(anna, "z");
        press(anna, " ");
        assertThat(fronts(anna)).isEqualTo("other result");
        Chromium.keep(anna, "review-3-flicker-at-100-percent");
        press(anna, "z");
        press(anna, "d");
        press(anna, "a");

        // Then
        assertThat(before)
                .contains("Social", "MORNING BREW", "Will this image do?", "Better model")
                .containsPattern("\\d+ passed(, \\d+ did not look)?")
                .doesNotContain("gpt-image", "gemini", "score");
        assertThat(against).contains("Text").doesNotContain("Resolution");
        WebElement said = anna.findElement(By.id("said"));
        await().atMost(SOON).until(() -> said.getText().contains("Approved"));
        assertThat(said.getText())
                .containsPattern("made by (gpt-image|gemini)")
                .contains("checks: review", "Undo")
                .doesNotContain("null");
        Chromium.keep(anna, "review-4-approved");
        JobOutcome ended = outcome.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended.getStatus()).isEqualTo(OutcomeStatus.DELIVERED);
        assertThat(label("approve").getReviewer()).isEqualTo("Anna");
    }

    @Test
    @Order(2)
    void rejectsOnlyWithAReason() throws Exception {
        CompletableFuture<JobOutcome> outcome = outcomeOf(request("reject", "SOCIAL"));
        awaitSheet(anna);

        press(anna, "r");
        await().atMost(SOON).until(() -> anna.findElement(By.id("problem")).isDisplayed());
        String asked = anna.findElement(By.id("problem")).getText();
        press(anna, "1");
        press(anna, "4");
        Chromium.keep(anna, "review-5-reasons");
        press(anna, "r");

        JobOutcome ended = outcome.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(asked).contains("choose a reason");
        assertThat(ended.getStatus()).isEqualTo(OutcomeStatus.FAILED);
        assertThat(Objects.requireNonNull(ended.getFailure()).getCode()).isEqualTo(FailureCode.QUALITY_REJECTED);
        assertThat(ended.getAttempts().getLast().getReasons()).containsExactly("blur", "text");
    }

    @Test
    @Order(3)
    void takesAnAnswerBack() throws Exception {
        CompletableFuture<JobOutcome> outcome = outcomeOf(request("undo", "SOCIAL"));
        awaitSheet(anna);
        press(anna, "a");
        await().atMost(SOON)
                .until(() -> anna.findElement(By.id("said")).getText().contains("Approved"));

        press(anna, "u");
        await().atMost(SOON)
                .until(() -> anna.findElement(By.id("said")).getText().contains("Taken back"));
        awaitSheet(anna);
        press(anna, "9");
        press(anna, "c");
        anna.findElement(By.id("comment")).sendKeys("the spout is missing", Keys.ENTER);
        press(anna, "r");

        assertThat(outcome.get(SOON.toSeconds(), TimeUnit.SECONDS).getStatus()).isEqualTo(OutcomeStatus.FAILED);
        ReviewDecision label = label("undo");
        assertThat(label.getAnswer()).isEqualTo(ReviewAnswer.REJECTED);
        assertThat(label.getReasons()).containsExactly("other");
        assertThat(label.getComment()).isEqualTo("the spout is missing");
    }

    @Test
    @Order(4)
    void choosesFromAGridByNumber() throws Exception {
        List<String> jobs = List.of("grid#0", "grid#1", "grid#2", "grid#3");
        events.send(
                topics.reviewTasks(),
                ReviewTask.newBuilder()
                        .setTaskId("grid")
                        .setTenant("reviewed")
                        .setKind(ReviewKind.CHOOSE_K)
                        .setState(ReviewState.OPEN)
                        .setJobIds(jobs)
                        .setImages(List.of(kettle, mask(kettle), kettle, mask(kettle)))
                        .setChoose(2)
                        .setPurpose(Purpose.newBuilder().setStage(Stage.DRAFT).build())
                        .setOccurredAt(Instant.now())
                        .build());
        awaitSheet(anna);

        press(anna, "1");
        press(anna, "3");
        Chromium.keep(anna, "review-6-grid");
        press(anna, "a");

        await().atMost(SOON).until(() -> !labels("grid").isEmpty());
        assertThat(labels("grid"))
                .singleElement()
                .satisfies(label -> assertThat(label.getChosenJobIds()).containsExactly("grid#0", "grid#2"));
    }

    @Test
    @Order(5)
    void givesUpWhatNobodyKnowsToBeCharged() throws Exception {
        GenerationResult made = events.events(topics.results()).getFirst();
        GenerationJob job = GenerationJob.newBuilder(made.getJob())
                .setJobId("unsettled#0")
                .setRequestId("unsettled")
                .setAttemptId("unsettled#0.1")
                .build();
        events.send(
                topics.reviewTasks(),
                ReviewTask.newBuilder()
                        .setTaskId(job.getAttemptId())
                        .setTenant(job.getTenant())
                        .setKind(ReviewKind.BUY_AGAIN)
                        .setState(ReviewState.OPEN)
                        .setBinding(true)
                        .setJobIds(List.of(job.getJobId()))
                        .setImages(List.of())
                        .setPurpose(job.getRequest().getPurpose())
                        .setUnsettled(GenerationResult.newBuilder(made)
                                .setJob(job)
                                .setJobId(job.getJobId())
                                .setAttemptId(job.getAttemptId())
                                .setBilling(Billing.UNKNOWN)
                                .setImage(null)
                                .setFailure(Failure.newBuilder()
                                        .setCode(FailureCode.TIMEOUT)
                                        .setBlame(Blame.PROVIDER)
                                        .setMessage("the connection was cut")
                                        .build())
                                .build())
                        .setOccurredAt(Instant.now())
                        .build());
        await().atMost(SOON).until(() -> isShown(anna, "sheet"));
        String shown = anna.findElement(By.id("sheet")).getText();
        narrow(anna, "review-15-buy-again-narrow");
        Chromium.keep(anna, "review-15-buy-again");

        press(anna, "a");
        press(anna, "1");
        press(anna, "r");

        assertThat(shown)
                .contains("Nobody knows whether this was charged", "the connection was cut", "Give up", "Buy again")
                .contains(job.getRoute().getModel(), made.getWorkerId())
                .doesNotContain("Approve", "Better model", "Reasons");
        await().atMost(SOON)
                .until(() -> anna.findElement(By.id("said")).getText().contains("Given up"));
        await().atMost(SOON)
                .until(() -> events.events(topics.outcomes()).stream()
                        .anyMatch(outcome -> outcome.getJobId().equals(job.getJobId())));
        assertThat(events.events(topics.outcomes()))
                .filteredOn(outcome -> outcome.getJobId().equals(job.getJobId()))
                .singleElement()
                .satisfies(ended -> assertThat(
                                Objects.requireNonNull(ended.getFailure()).getMessage())
                        .contains("[given-up]", "the connection was cut"));
    }

    @Test
    @Order(6)
    void saysThatAQuestionIsWithdrawnWhenItsCallerCancels() throws Exception {
        CompletableFuture<JobOutcome> outcome = outcomeOf(request("cancelled", "SOCIAL"));
        awaitSheet(anna);

        events.send(
                topics.cancellations(),
                Cancellation.newBuilder()
                        .setRequestId("cancelled")
                        .setTenant("reviewed")
                        .setReason("the kettle is sold out")
                        .setOccurredAt(Instant.now())
                        .build());

        await().atMost(SOON).until(() -> isShown(anna, "empty"));
        assertThat(anna.findElement(By.id("said")).getText()).isEqualTo("Withdrawn: this image is no longer wanted.");
        Chromium.keep(anna, "review-7-withdrawn");
        JobOutcome ended = outcome.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended.getStatus()).isEqualTo(OutcomeStatus.CANCELLED);
        assertThat(Objects.requireNonNull(ended.getFailure()).getMessage()).contains("the kettle is sold out");
    }

    @Test
    @Order(7)
    void givesOneQuestionToOneOfTwoReviewers() throws Exception {
        // Given
        sitDown(ben, WebStack.BEN);
        CompletableFuture<JobOutcome> outcome = outcomeOf(request("race", "SOCIAL"));

        // When
        ChromeDriver first = atWork();
        ChromeDriver other = first.equals(anna) ? ben : anna;
        Object refused = other.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                fetch(arguments[0] + '/decisions', {method: 'POST',
                  headers: {'Content-Type': 'application/json',
                    Authorization: 'Bearer ' + sessionStorage.getItem('diptych-reviewer')},
                  body: JSON.stringify({decisionId: 'thief', answer: 'APPROVED'})})
                .then((answer) => answer.json().then((body) => done(answer.status + ' ' + body.field)));
                """, "/api/review/tasks/" + key("race#0.1"));

        // Then
        assertThat(refused).isEqualTo("409 task");
        assertThat(isShown(other, "empty")).isTrue();
        Chromium.keep(other, "review-8-empty");
        first.findElement(By.id("theme")).click();
        Chromium.keep(first, "review-9-dark");
        first.findElement(By.id("theme")).click();
        press(first, "t");
        await().atMost(SOON)
                .until(() ->
                        first.findElement(By.id("said")).getText().contains("Same model") && !isShown(first, "sheet"));
        ChromeDriver again = atWork();
        press(again, "a");
        JobOutcome ended = outcome.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended.getStatus()).isEqualTo(OutcomeStatus.DELIVERED);
        assertThat(ended.getAttempts())
                .hasSize(2)
                .extracting(attempt -> attempt.getRoute().getModel())
                .containsOnly(ended.getModel());
    }

    @Test
    @Order(8)
    void showsQueueAgreementAndAccuracy() throws Exception {
        CompletableFuture<JobOutcome> waiting = outcomeOf(request("queue", "SOCIAL"));
        ChromeDriver busy = atWork();
        ChromeDriver reader = busy.equals(anna) ? ben : anna;

        report(reader, "queue", "1 open question");
        Chromium.keep(reader, "review-10-queue");
        narrow(reader, "review-10-narrow");
        report(reader, "people", "Do people agree?");
        assertThat(reader.findElement(By.id("view-people")).getText()).contains("Anna");
        Chromium.keep(reader, "review-11-agreement");
        report(reader, "accuracy", "How good are the checks?");
        Chromium.keep(reader, "review-12-accuracy");
        press(busy, "?");
        Chromium.keep(busy, "review-13-keys");
        press(busy, Keys.ESCAPE);
        press(busy, "a");

        assertThat(waiting.get(SOON.toSeconds(), TimeUnit.SECONDS).getStatus()).isEqualTo(OutcomeStatus.DELIVERED);
    }

    @Test
    @Order(9)
    void letsNobodyInWithoutAToken() throws Exception {
        ChromeDriver stranger = BROWSER.window(WIDTH, HEIGHT);
        stranger.get(page() + "#token=guessed");
        await().atMost(SOON)
                .until(() -> stranger.findElement(By.id("door-problem")).isDisplayed());
        Chromium.keep(stranger, "review-14-door");

        Object policy = stranger.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                fetch('/review/').then((page) => fetch('/api/review/queue').then((queue) =>
                  done(queue.status + ' ' + page.headers.get('Content-Security-Policy'))));
                """);

        assertThat(stranger.findElement(By.id("door-problem")).getText()).contains("does not know this token");
        assertThat(String.valueOf(policy)).startsWith("401 default-src 'none'").doesNotContain("unsafe");
        assertThat(stranger.getCurrentUrl()).doesNotContain("guessed");
    }

    private static void sitDown(ChromeDriver window, ReviewerPass pass) {
        window.get(page() + "#token=" + pass.token());
        await().atMost(SOON)
                .until(() -> window.findElement(By.id("who")).getText().startsWith(pass.name()));
    }

    private static URI page() {
        return STACK.addresses().service(ServiceKind.QA).resolve("/review/");
    }

    private static void awaitSheet(ChromeDriver window) {
        await().atMost(SOON)
                .until(() -> isShown(window, "sheet")
                        && !window.findElements(By.cssSelector("#stage img")).isEmpty());
    }

    /// The window of whoever has a question.
    private ChromeDriver atWork() {
        await().atMost(SOON).until(() -> isShown(anna, "sheet") || isShown(ben, "sheet"));
        ChromeDriver window = isShown(anna, "sheet") ? anna : ben;
        awaitSheet(window);
        return window;
    }

    /// The images that have come to the front, once both have. The page watches itself: whoever asks it again and again
    /// may be answered in step with the flicker, and then always sees the same one.
    private static Object fronts(ChromeDriver window) {
        return Objects.requireNonNull(window.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const world = document.querySelector('.world');
                const seen = new Set([world.dataset.front]);
                new MutationObserver((_, observer) => {
                  seen.add(world.dataset.front);
                  if (seen.has('result') && seen.has('other')) {
                    observer.disconnect();
                    done([...seen].sort().join(' '));
                  }
                }).observe(world, {attributes: true});
                """));
    }

    /// As on a telephone: nothing is wider than the window.
    private static void narrow(ChromeDriver window, String name) throws IOException {
        window.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", NARROW, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", true));
        await().atMost(SOON)
                .until(() -> Boolean.TRUE.equals(window.executeScript(
                        "return innerWidth === " + NARROW + " && document.documentElement.scrollWidth <= " + NARROW)));
        Chromium.keep(window, name);
        window.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private static boolean isShown(ChromeDriver window, String id) {
        return window.findElement(By.id(id)).isDisplayed();
    }

    private static void press(ChromeDriver window, CharSequence key) {
        new Actions(window).sendKeys(key).perform();
    }

    private static void report(ChromeDriver window, String view, String heading) {
        window.findElement(By.cssSelector("[data-view=" + view + "]")).click();
        await().atMost(SOON)
                .until(() -> window.findElement(By.id("view-" + view)).getText().contains(heading));
    }

    private static String key(String taskId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(taskId.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestDocument request(String id, String stage) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", id);
        document.set("tenant", "reviewed");
        document.set("prompt", "A red kettle on a pure white background");
        document.set("purpose.stage", stage);
        return document;
    }

    private CompletableFuture<JobOutcome> outcomeOf(RequestDocument document) {
        RequestClient client = new RequestClient(kafka, topics, codec);
        return CompletableFuture.supplyAsync(
                () -> client.publishAndWait(document.toRequest(Instant.now()), SOON.multipliedBy(3))
                        .getFirst(),
                Thread::startVirtualThread);
    }

    private ReviewDecision label(String requestId) {
        await().atMost(SOON).until(() -> !labels(requestId).isEmpty());
        return labels(requestId).getLast();
    }

    private List<ReviewDecision> labels(String prefix) {
        return events.events(topics.reviewDecisions()).stream()
                .filter(label -> topics.reviewDecisions().keyOf(label).startsWith(prefix))
                .toList();
    }

    /// The lower half may be painted.
    private static AssetRef mask(AssetRef of) throws IOException {
        BufferedImage mask = new BufferedImage(of.getWidth(), of.getHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = mask.createGraphics();
        pen.setColor(Color.BLACK);
        pen.fillRect(0, 0, of.getWidth(), of.getHeight());
        pen.setComposite(AlphaComposite.Clear);
        pen.fillRect(0, of.getHeight() / 2, of.getWidth(), of.getHeight() / 2);
        pen.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(mask, "png", file)).isTrue();
        URI root =
                URI.create(Objects.requireNonNull(STACK.addresses().settings().get("diptych.assets.root")));
        return AssetStores.open(root, null, "us-east-1")
                .put(file.toByteArray(), "image/png", of.getWidth(), of.getHeight());
    }

    private static Map<String, Object> json(AssetRef asset) {
        return Map.of(
                "uri", asset.getUri(),
                "sha256", asset.getSha256(),
                "mediaType", asset.getMediaType(),
                "width", asset.getWidth(),
                "height", asset.getHeight(),
                "bytes", asset.getBytes());
    }
}
