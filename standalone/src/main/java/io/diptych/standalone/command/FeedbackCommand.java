package io.diptych.standalone.command;

import io.diptych.events.FeedbackKind;
import io.diptych.events.FeedbackSignal;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says what became of an image.
@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        description = "Tells the running stack what people did with a job's image; it is counted by model, rule and"
                + " template version in image.feedback.counts.")
final class FeedbackCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Parameters(paramLabel = "JOB", description = "Job, such as request-1#0.")
    private String job = "";

    @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}.")
    private FeedbackKind kind = FeedbackKind.OTHER;

    @Option(names = "--tenant", required = true, description = "Who paid for the image.")
    private String tenant = "";

    @Option(names = "--rating", description = "1 to 5, with --kind rated.")
    private @Nullable Integer rating;

    @Option(names = "--comment", defaultValue = "", description = "Free text.")
    private String comment = "";

    @Option(
            names = "--id",
            description = "Identity of the signal; sent again, it changes nothing (default: a new one).")
    private @Nullable String id;

    @Option(names = "--json", description = "Print what was sent as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        FeedbackSignal signal = signal();
        Screen screen = new Screen(json);
        StackAddresses stack = data.running();
        KafkaSettings kafka = new KafkaSettings(stack.kafkaBootstrap());
        try (EventCodec codec = new EventCodec(stack.registry());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("diptych-feedback"))) {
            var _ = producer.send(codec.record(new Topics("").feedback(), signal, FreshTrace.headers()))
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("feedback could not be sent: " + e.getCause());
        }
        screen.line("Said %s of job %s (%s).", kind, job, signal.getFeedbackId());
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("feedbackId", signal.getFeedbackId());
        sent.put("jobId", job);
        sent.put("kind", kind);
        sent.put("rating", rating);
        screen.result(sent);
        return 0;
    }

    private FeedbackSignal signal() {
        if (!job.matches(".+#\\d+")) {
            throw new IllegalArgumentException("JOB is '" + job + "', must be like request-1#0: request and image");
        }
        if ((kind == FeedbackKind.RATED) != (rating != null) || (rating != null && (rating < 1 || rating > 5))) {
            throw new IllegalArgumentException("--rating is " + rating + " with --kind " + kind
                    + ", must be 1 to 5 with --kind rated, and absent with any other");
        }
        return FeedbackSignal.newBuilder()
                .setFeedbackId(id == null ? UUID.randomUUID().toString() : id)
                .setJobId(job)
                .setTenant(tenant)
                .setKind(kind)
                .setRating(rating)
                .setComment(comment)
                .setOccurredAt(Instant.now())
                .build();
    }
}
