package io.diptych.worker.testing;

import io.diptych.events.Constraints;
import io.diptych.events.Context;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Lineage;
import io.diptych.events.Output;
import io.diptych.events.Preferences;
import io.diptych.events.Purpose;
import io.diptych.events.Route;
import io.diptych.schemas.TrustedEvents;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Jobs as the router writes them.
public final class Jobs {
    /// When they were asked for.
    public static final Instant ASKED = Instant.parse("2026-11-21T08:00:00Z");

    static {
        TrustedEvents.install();
    }

    private Jobs() {}

    /// The first job of a request.
    public static GenerationJob job(String requestId, String model) {
        return job(requestId, model, Lane.INTERACTIVE).build();
    }

    /// The first job of a request on the batch lane.
    public static GenerationJob batchJob(String requestId, String model) {
        return job(requestId, model, Lane.BATCH).build();
    }

    /// Jobs of as many requests.
    public static List<GenerationJob> jobs(int count, String model) {
        return IntStream.range(0, count)
                .mapToObj(number -> job("r" + number, model))
                .toList();
    }

    /// Jobs of as many requests on the batch lane.
    public static List<GenerationJob> batchJobs(int count, String model) {
        return IntStream.range(0, count)
                .mapToObj(number -> batchJob("b" + number, model))
                .toList();
    }

    /// The first job of a request, to be changed.
    public static GenerationJob.Builder job(String requestId, String model, Lane lane) {
        String jobId = requestId + "#0";
        return GenerationJob.newBuilder()
                .setJobId(jobId)
                .setRequestId(requestId)
                .setImageIndex(0)
                .setTenant("acme")
                .setAttemptId(jobId + ".1")
                .setAttemptNo(1)
                .setRequest(request(requestId).build())
                .setRoute(Route.newBuilder()
                        .setModel(model)
                        .setProvider("fake")
                        .setTier("medium")
                        .setAspectRatio("1:1")
                        .setWidth(8)
                        .setHeight(8)
                        .setLane(lane)
                        .setRuleId("rule")
                        .setPolicy("policy")
                        .setPolicyVersion("1")
                        .build())
                .setOccurredAt(ASKED);
    }

    /// A request for one image.
    public static GenerationRequest.Builder request(String requestId) {
        return GenerationRequest.newBuilder()
                .setRequestId(requestId)
                .setTenant("acme")
                .setPrompt("a red cup on a white table")
                .setOutput(Output.newBuilder().build())
                .setConstraints(Constraints.newBuilder().build())
                .setPreferences(Preferences.newBuilder().build())
                .setPurpose(Purpose.newBuilder().build())
                .setLineage(Lineage.newBuilder().build())
                .setContext(Context.newBuilder().build())
                .setRequestedAt(ASKED)
                .setOccurredAt(ASKED);
    }
}
