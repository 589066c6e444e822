package io.diptych.standalone.command;

import io.diptych.events.AssetRef;
import io.diptych.events.Failure;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.PreviewFrame;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import io.diptych.standalone.request.Choice;
import io.diptych.standalone.request.RequestClient;
import io.diptych.standalone.request.RequestDocument;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Publishes one request, waits for its outcomes, says where the images are.
@Command(
        name = "request",
        mixinStandardHelpOptions = true,
        description =
                "Publishes one request on the running stack, waits, and shows the outcome and where the image is.")
final class RequestCommand implements Callable<Integer> {
    private static final String ASK = "ASK";

    @Mixin
    private DataFolder data = new DataFolder();

    @Parameters(paramLabel = "PROMPT", arity = "0..1", description = "What is wanted, in words.")
    private @Nullable String prompt;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "JSON",
            description = "The request as JSON; flags win over it.")
    private @Nullable Path file;

    @Option(names = "--id", description = "requestId (default: a new UUID).")
    private @Nullable String id;

    @Option(names = "--count", description = "Number of images, 1..10.")
    private @Nullable Integer count;

    @Option(names = "--aspect-ratio", description = "For example 4:5.")
    private @Nullable String aspectRatio;

    @Option(names = "--resolution", description = "0.5K, 1K, 2K or 4K.")
    private @Nullable String resolution;

    @Option(names = "--stage", description = "DRAFT, WHITE_BACKGROUND, SCENE_DRAFT, SCENE, POSTER, …")
    private @Nullable String stage;

    @Option(names = "--expect-text", paramLabel = "TEXT", description = "A line that has to be read on the image.")
    private @Nullable List<String> expectedText;

    @Option(names = "--lane", description = "INTERACTIVE, BULK or BATCH.")
    private @Nullable String lane;

    @Option(names = "--policy", description = "Routing policy.")
    private @Nullable String policy;

    @Option(names = "--tenant", description = "Who pays (default: cli).")
    private @Nullable String tenant;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long to wait (default: 300).")
    private int wait = 300;

    @Option(
            names = "--choose",
            paramLabel = "K",
            description = "Asks the review desk which K of the delivered images are best; the answer is a label and"
                    + " feedback, and is not waited for.")
    private @Nullable Integer choose;

    @Option(
            names = "--previews",
            description = "Shows unfinished images as they come; again, and on, where the request is repeated within an"
                    + " hour.")
    private boolean previews;

    @Option(names = "--json", description = "Print the outcomes as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Screen screen = new Screen(json);
        GenerationRequest request = document().toRequest(Instant.now());
        StackAddresses stack = data.running();
        mayChoose(request, stack);
        try (EventCodec codec = new EventCodec(stack.registry())) {
            KafkaSettings kafka = new KafkaSettings(stack.kafkaBootstrap());
            RequestClient client = new RequestClient(kafka, new Topics(""), codec);
            screen.line("Publishing request %s …", request.getRequestId());
            List<Map<String, Object>> unfinished = new ArrayList<>();
            List<JobOutcome> outcomes = previews
                    ? client.publishAndWait(
                            request, Duration.ofSeconds(wait), frame -> unfinished.add(shown(screen, frame)))
                    : client.publishAndWait(request, Duration.ofSeconds(wait));
            outcomes.forEach(outcome -> print(screen, outcome));
            if (choose != null) {
                ask(screen, client, request, delivered(outcomes), choose);
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("requestId", request.getRequestId());
            if (previews) {
                result.put("previews", unfinished);
            }
            result.put("outcomes", outcomes.stream().map(RequestCommand::json).toList());
            screen.result(result);
            return delivered(outcomes).size() == outcomes.size() ? 0 : 1;
        }
    }

    /// Said before anything is bought.
    private void mayChoose(GenerationRequest request, StackAddresses stack) {
        if (choose == null) {
            return;
        }
        int count = request.getOutput().getCount();
        if (choose < 1 || choose >= count) {
            throw new IllegalArgumentException(
                    "--choose is " + choose + ", must be from 1 to less than --count, which is " + count);
        }
        if (!ASK.equals(stack.settings().get("diptych.qa.unreviewed"))) {
            throw new StackException("--choose needs the review desk, this stack was started without one");
        }
    }

    private static void ask(
            Screen screen, RequestClient client, GenerationRequest request, List<JobOutcome> delivered, int choose) {
        if (delivered.size() <= choose) {
            screen.line("Nobody is asked: %d delivered, %d were to be chosen.", delivered.size(), choose);
            return;
        }
        client.publish(
                Choice.question(request, delivered, client.results(request.getRequestId()), choose, Instant.now()));
        screen.line("People are asked to choose %d of %d.", choose, delivered.size());
    }

    private static List<JobOutcome> delivered(List<JobOutcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.getStatus() == OutcomeStatus.DELIVERED)
                .toList();
    }

    private RequestDocument document() throws IOException {
        RequestDocument document =
                file == null ? RequestDocument.empty() : RequestDocument.parse(Files.readString(file));
        document.set("requestId", id);
        document.set("prompt", prompt);
        document.set("output.count", count);
        document.set("output.aspectRatio", aspectRatio);
        document.set("output.resolution", resolution);
        document.set("purpose.stage", stage);
        document.set("constraints.expectedText", expectedText);
        document.set("lane", lane);
        document.set("policy", policy);
        document.set("tenant", tenant);
        document.setIfAbsent("requestId", UUID.randomUUID().toString());
        document.setIfAbsent("tenant", "cli");
        if (prompt == null && file == null) {
            throw new StackException(
                    "say what is wanted: bin/diptych request \"A red teapot\", or --file request.json");
        }
        return document;
    }

    private static void print(Screen screen, JobOutcome outcome) {
        AssetRef image = outcome.getImage();
        Failure failure = outcome.getFailure();
        if (image != null) {
            screen.line(
                    "%s %s by %s (%s), %dx%d: %s",
                    outcome.getJobId(),
                    outcome.getStatus(),
                    outcome.getModel(),
                    outcome.getRuleId(),
                    image.getWidth(),
                    image.getHeight(),
                    image.getUri());
        } else {
            screen.line(
                    "%s %s %s",
                    outcome.getJobId(),
                    outcome.getStatus(),
                    failure == null ? "" : failure.getCode() + ": " + failure.getMessage());
        }
    }

    private static Map<String, Object> shown(Screen screen, PreviewFrame frame) {
        AssetRef image = frame.getImage();
        screen.line(
                "%s unfinished %d, %dx%d: %s",
                frame.getAttemptId(), frame.getIndex(), image.getWidth(), image.getHeight(), image.getUri());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("attemptId", frame.getAttemptId());
        shown.put("index", frame.getIndex());
        shown.put("image", image.getUri());
        return shown;
    }

    private static Map<String, Object> json(JobOutcome outcome) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("jobId", outcome.getJobId());
        shown.put("status", outcome.getStatus().name());
        shown.put("model", outcome.getModel());
        shown.put("ruleId", outcome.getRuleId());
        shown.put("attempts", outcome.getAttempts().size());
        if (outcome.getImage() != null) {
            shown.put("image", outcome.getImage().getUri());
            shown.put("sha256", outcome.getImage().getSha256());
        }
        if (outcome.getFailure() != null) {
            shown.put("code", outcome.getFailure().getCode().name());
            shown.put("message", outcome.getFailure().getMessage());
        }
        return shown;
    }
}
