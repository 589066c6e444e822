package io.diptych.quality.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.Constraints;
import io.diptych.events.Context;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lineage;
import io.diptych.events.Output;
import io.diptych.events.Preferences;
import io.diptych.events.Purpose;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import io.diptych.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Results as workers write them.
public final class TestResults {
    /// When the caller asked.
    public static final Instant REQUESTED = Instant.parse("2026-11-20T10:00:00Z");

    /// When the attempt ended.
    public static final Instant ENDED = Instant.parse("2026-11-20T10:00:30Z");

    static {
        // Whoever handles our events comes by the topic catalogue first: it makes Avro trust their classes.
        assertThat(new Topics("").results().name()).isEqualTo("image.results");
    }

    private TestResults() {}

    /// A result with an image, of the second attempt at its job.
    public static GenerationResult withImage(String requestId, AssetRef image) {
        return result(requestId).setBilling(Billing.BILLED).setImage(image).build();
    }

    /// A result without one.
    public static GenerationResult failed(String requestId, Billing billing) {
        return result(requestId)
                .setBilling(billing)
                .setFailure(Failure.newBuilder()
                        .setCode(FailureCode.UNAVAILABLE)
                        .setBlame(Blame.PROVIDER)
                        .setMessage("503")
                        .build())
                .build();
    }

    /// A result without one of which nobody knows whether it was charged, under a policy that has a person asked.
    public static GenerationResult unsettled(String requestId, Consumer<GenerationJob.Builder> change) {
        GenerationResult failed = failed(requestId, Billing.UNKNOWN);
        GenerationJob.Builder job = GenerationJob.newBuilder(failed.getJob()).setAskAfterUnknown(true);
        change.accept(job);
        return GenerationResult.newBuilder(failed).setJob(job.build()).build();
    }

    /// A result that has everything but image and failure.
    public static GenerationResult.Builder result(String requestId) {
        GenerationJob job = job(requestId);
        return GenerationResult.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setJob(job)
                .setBilling(Billing.BILLED)
                .setModelVersion("gpt-image-2-2026-04-21")
                .setProviderRequestId("req_1")
                .setTemplateVersion("white-background@3")
                .setWorkerId("w-1")
                .setStartedAt(ENDED.minusSeconds(20))
                .setOccurredAt(ENDED);
    }

    /// A job whose first attempt failed.
    public static GenerationJob job(String requestId) {
        return GenerationJob.newBuilder()
                .setJobId(requestId + "#1")
                .setRequestId(requestId)
                .setImageIndex(1)
                .setTenant("acme")
                .setAttemptId(requestId + "#1.2")
                .setAttemptNo(2)
                .setRequest(request(requestId))
                .setRoute(route("gpt-image-2", "medium"))
                .setAttempts(List.of(firstAttempt(requestId)))
                .setRemaining(List.of(route("gpt-image-2", "high")))
                .setOccurredAt(REQUESTED)
                .build();
    }

    /// The attempt before.
    public static AttemptSummary firstAttempt(String requestId) {
        return AttemptSummary.newBuilder()
                .setAttemptId(requestId + "#1.1")
                .setAttemptNo(1)
                .setRoute(route("gemini-3.1-flash-image", "1K"))
                .setBilling(Billing.BILLED)
                .setReasons(List.of("blank"))
                .setEndedAt(REQUESTED.plusSeconds(5))
                .build();
    }

    private static Route route(String model, String tier) {
        return Route.newBuilder()
                .setModel(model)
                .setProvider(model.startsWith("gpt") ? "openai" : "google")
                .setTier(tier)
                .setWidth(256)
                .setHeight(256)
                .setRuleId("white-background")
                .setPolicy("dual")
                .setPolicyVersion("1")
                .setEstimatedMicros(50_000L)
                .build();
    }

    private static GenerationRequest request(String requestId) {
        return GenerationRequest.newBuilder()
                .setRequestId(requestId)
                .setTenant("acme")
                .setPrompt("a bottle")
                .setOutput(Output.newBuilder().setCount(2).build())
                .setConstraints(Constraints.newBuilder().build())
                .setPreferences(Preferences.newBuilder().build())
                .setPurpose(Purpose.newBuilder().setStage(Stage.SCENE).build())
                .setLineage(Lineage.newBuilder().build())
                .setContext(Context.newBuilder()
                        .setCampaign("spring")
                        .setSku("SKU-1")
                        .build())
                .setRequestedAt(REQUESTED)
                .setOccurredAt(REQUESTED)
                .build();
    }
}
