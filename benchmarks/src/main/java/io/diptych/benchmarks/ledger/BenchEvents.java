package io.diptych.benchmarks.ledger;

import io.diptych.events.Billing;
import io.diptych.events.Constraints;
import io.diptych.events.Context;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Lineage;
import io.diptych.events.Output;
import io.diptych.events.Posting;
import io.diptych.events.Preferences;
import io.diptych.events.Provenance;
import io.diptych.events.Purpose;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import io.diptych.events.TokenUsage;
import java.time.Duration;
import java.time.Instant;

/// Results and postings as the workers and the topology write them.
final class BenchEvents {
    private static final Stage[] STAGES = {Stage.DRAFT, Stage.WHITE_BACKGROUND, Stage.SCENE, Stage.POSTER};
    private static final int TENANTS = 50;
    private static final int CAMPAIGNS = 200;
    private static final int ARTICLES = 5_000;

    private BenchEvents() {}

    /// What posting number `number` of a run costs, in micro-USD.
    static long micros(int number) {
        return 30_000L + number % 1_000;
    }

    /// A charge with every field that a charge usually has.
    static CostEntry charge(String run, int number, Instant at) {
        String request = run + "-" + number;
        String attempt = request + "#0.1";
        return CostEntry.newBuilder()
                .setEntryId(attempt + "/CHARGE/1")
                .setAttemptId(attempt)
                .setJobId(request + "#0")
                .setRequestId(request)
                .setTenant("tenant-" + number % TENANTS)
                .setPosting(Posting.CHARGE)
                .setAmountMicros(micros(number))
                .setProvenance(Provenance.METERED)
                .setPriceBook("official")
                .setPriceBookVersion("2026-11-20")
                .setExplanation("gpt-image-2: 38 textIn x 5 + 1756 imageOut x 30")
                .setProvider("openai")
                .setModel("gpt-image-2")
                .setModelVersion("gpt-image-2-2026-04-21")
                .setTier("medium")
                .setLane(Lane.BULK)
                .setStage(STAGES[number % STAGES.length])
                .setImages(1)
                .setAttemptNo(1)
                .setUsage(usage())
                .setProviderRequestId("req_5d7603933babaed2e1e6" + number)
                .setRuleId("white-background-text")
                .setPolicy("dual-engine")
                .setPolicyVersion("1")
                .setTemplateVersion("gpt-image-2/product@3")
                .setCampaign("campaign-" + number % CAMPAIGNS)
                .setSku("SKU-" + number % ARTICLES)
                .setOccurredAt(at)
                .build();
    }

    /// A billed result whose tenant, campaign and template are its own.
    ///
    /// @param number of the combination
    static GenerationResult result(String run, int number, Instant at) {
        String request = run + "-" + number;
        Stage stage = STAGES[number % STAGES.length];
        Route route = Route.newBuilder()
                .setModel("gpt-image-2")
                .setProvider("openai")
                .setTier("medium")
                .setWidth(1024)
                .setHeight(1024)
                .setLane(Lane.BULK)
                .setRuleId("rule-" + number % 20)
                .setPolicy("dual-engine")
                .setPolicyVersion("1")
                .build();
        GenerationJob job = GenerationJob.newBuilder()
                .setJobId(request + "#0")
                .setRequestId(request)
                .setImageIndex(0)
                .setTenant("tenant-" + number % TENANTS)
                .setAttemptId(request + "#0.1")
                .setAttemptNo(1)
                .setRequest(request(run, number, stage, at))
                .setRoute(route)
                .setOccurredAt(at.minus(Duration.ofSeconds(3)))
                .build();
        return GenerationResult.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setJob(job)
                .setBilling(Billing.BILLED)
                .setUsage(usage())
                .setProviderRequestId("req_" + request)
                .setTemplateVersion("product@" + number % 10)
                .setWorkerId("bench")
                .setStartedAt(at.minus(Duration.ofSeconds(2)))
                .setOccurredAt(at)
                .build();
    }

    private static GenerationRequest request(String run, int number, Stage stage, Instant at) {
        return GenerationRequest.newBuilder()
                .setRequestId(run + "-" + number)
                .setTenant("tenant-" + number % TENANTS)
                .setPrompt("A kettle on a camp stove in front of a mountain hut, morning light")
                .setOutput(Output.newBuilder().build())
                .setConstraints(Constraints.newBuilder().build())
                .setPreferences(Preferences.newBuilder().build())
                .setPurpose(Purpose.newBuilder().setStage(stage).build())
                .setLineage(Lineage.newBuilder().build())
                .setContext(Context.newBuilder()
                        .setCampaign(run + "-" + number)
                        .setSku("SKU-" + number)
                        .build())
                .setRequestedAt(at.minus(Duration.ofSeconds(4)))
                .setOccurredAt(at.minus(Duration.ofSeconds(4)))
                .build();
    }

    private static TokenUsage usage() {
        return TokenUsage.newBuilder()
                .setTextIn(38L)
                .setImageIn(0L)
                .setTextOut(0L)
                .setImageOut(1_756L)
                .build();
    }
}
