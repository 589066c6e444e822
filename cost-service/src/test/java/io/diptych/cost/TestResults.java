package io.diptych.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.Constraints;
import io.diptych.events.Context;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Lineage;
import io.diptych.events.Output;
import io.diptych.events.Preferences;
import io.diptych.events.Purpose;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import io.diptych.events.TokenUsage;
import io.diptych.schemas.Topics;
import java.time.Instant;

/// Results as workers write them.
public final class TestResults {
    /// When the attempts ended.
    public static final Instant ENDED = Instant.parse("2026-11-20T10:00:30Z");

    static {
        // Whoever handles our events comes by the topic catalogue first: it makes Avro trust their classes.
        assertThat(new Topics("").results().name()).isEqualTo("image.results");
    }

    private TestResults() {}

    /// A billed image of gpt-image-2 at medium quality.
    public static GenerationResult gpt(String requestId) {
        return of(requestId, 1, "openai", "gpt-image-2", "medium", Lane.INTERACTIVE, Stage.WHITE_BACKGROUND)
                .setUsage(usage(100L, 0L, 0L, 1056L))
                .build();
    }

    /// A billed draft of gemini-3.1-flash-image on the batch lane.
    public static GenerationResult geminiBatch(String requestId) {
        return of(requestId, 1, "google", "gemini-3.1-flash-image", "1K", Lane.BATCH, Stage.DRAFT)
                .setUsage(usage(50L, 0L, 0L, 1120L))
                .setProviderBatchId("batches/7")
                .build();
    }

    /// A billed result with an image and without usage.
    public static GenerationResult.Builder of(
            String requestId, int attemptNo, String provider, String model, String tier, Lane lane, Stage stage) {
        Route route = Route.newBuilder()
                .setModel(model)
                .setProvider(provider)
                .setTier(tier)
                .setWidth(1024)
                .setHeight(1024)
                .setLane(lane)
                .setRuleId("rule-1")
                .setPolicy("dual")
                .setPolicyVersion("1")
                .build();
        GenerationJob job = GenerationJob.newBuilder()
                .setJobId(requestId + "#0")
                .setRequestId(requestId)
                .setImageIndex(0)
                .setTenant("acme")
                .setAttemptId(requestId + "#0." + attemptNo)
                .setAttemptNo(attemptNo)
                .setRequest(request(requestId, stage))
                .setRoute(route)
                .setOccurredAt(ENDED.minusSeconds(30))
                .build();
        return GenerationResult.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant("acme")
                .setJob(job)
                .setBilling(Billing.BILLED)
                .setImage(image())
                .setModelVersion(model + "-x")
                .setProviderRequestId("req-" + requestId)
                .setTemplateVersion("t@1")
                .setWorkerId("w-1")
                .setStartedAt(ENDED.minusSeconds(20))
                .setOccurredAt(ENDED);
    }

    /// The same without an image.
    public static GenerationResult withoutImage(GenerationResult result, Billing billing) {
        return GenerationResult.newBuilder(result)
                .setBilling(billing)
                .setImage(null)
                .setUsage(null)
                .setFailure(Failure.newBuilder()
                        .setCode(FailureCode.UNAVAILABLE)
                        .setBlame(Blame.PROVIDER)
                        .setMessage("503")
                        .build())
                .build();
    }

    /// Usage without cached parts.
    public static TokenUsage usage(Long textIn, Long imageIn, Long textOut, Long imageOut) {
        return TokenUsage.newBuilder()
                .setTextIn(textIn)
                .setImageIn(imageIn)
                .setTextOut(textOut)
                .setImageOut(imageOut)
                .build();
    }

    private static AssetRef image() {
        return AssetRef.newBuilder()
                .setUri("file:a")
                .setSha256("0".repeat(64))
                .setMediaType("image/png")
                .setWidth(1024)
                .setHeight(1024)
                .setBytes(1)
                .build();
    }

    private static GenerationRequest request(String requestId, Stage stage) {
        return GenerationRequest.newBuilder()
                .setRequestId(requestId)
                .setTenant("acme")
                .setPrompt("a bottle on white")
                .setOutput(Output.newBuilder().build())
                .setConstraints(Constraints.newBuilder().build())
                .setPreferences(Preferences.newBuilder().build())
                .setPurpose(Purpose.newBuilder().setStage(stage).build())
                .setLineage(Lineage.newBuilder().build())
                .setContext(Context.newBuilder()
                        .setCampaign("spring")
                        .setSku("SKU-1")
                        .setPipelineStage("shots")
                        .build())
                .setRequestedAt(ENDED.minusSeconds(60))
                .setOccurredAt(ENDED.minusSeconds(60))
                .build();
    }
}
