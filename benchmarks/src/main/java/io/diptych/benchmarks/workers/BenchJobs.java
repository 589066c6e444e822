package io.diptych.benchmarks.workers;

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
import java.time.Instant;

/// Jobs as the router writes them.
final class BenchJobs {
    /// As long as what people write.
    private static final String PROMPT = "A red enamel cup on a white table, seen from slightly above. ".repeat(12);

    private BenchJobs() {}

    static GenerationJob job(String requestId, String model, Instant now) {
        String jobId = requestId + "#0";
        return GenerationJob.newBuilder()
                .setJobId(jobId)
                .setRequestId(requestId)
                .setImageIndex(0)
                .setTenant("bench")
                .setAttemptId(jobId + ".1")
                .setAttemptNo(1)
                .setRequest(GenerationRequest.newBuilder()
                        .setRequestId(requestId)
                        .setTenant("bench")
                        .setPrompt(PROMPT)
                        .setOutput(Output.newBuilder().build())
                        .setConstraints(Constraints.newBuilder().build())
                        .setPreferences(Preferences.newBuilder().build())
                        .setPurpose(Purpose.newBuilder().build())
                        .setLineage(Lineage.newBuilder().build())
                        .setContext(Context.newBuilder().build())
                        .setRequestedAt(now)
                        .setOccurredAt(now)
                        .build())
                .setRoute(Route.newBuilder()
                        .setModel(model)
                        .setProvider("bench")
                        .setTier("medium")
                        .setWidth(1024)
                        .setHeight(1024)
                        .setLane(Lane.BULK)
                        .setRuleId("bench")
                        .setPolicy("bench")
                        .setPolicyVersion("1")
                        .build())
                .setOccurredAt(now)
                .build();
    }
}
