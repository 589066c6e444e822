package io.diptych.gemini;

import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Output;
import io.diptych.events.Route;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.worker.contract.FaultMatrixContract;
import io.diptych.worker.contract.Way;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The rows of Google's endpoints.
class GeminiFaultMatrixIT extends FaultMatrixContract {
    private static final String MODEL = "gemini-3.1-flash-image";
    private static final String VEO = "veo-3.1-generate-001";

    @Override
    protected List<Way> ways(URI simulator, Duration silence, List<AutoCloseable> opened) {
        GeminiProperties gemini = Calls.properties(simulator, "simulated").withBatchTimeout(silence);
        GeminiProperties vertex = gemini.withVertex(new GeminiProperties.Vertex("acme", "us-central1"));
        GeminiConnection onGemini = new GeminiConnection(gemini);
        GeminiConnection onVertex = new GeminiConnection(vertex, VeoOperationsIT::credentials);
        opened.addAll(List.of(onGemini, onVertex));
        return List.of(
                new Way.Calls(
                        "gemini",
                        new GeminiImages(onGemini, gemini, InstantSource.system()),
                        Calls::call,
                        FaultMode.OF_GEMINI_CALLS),
                new Way.Calls(
                        "vertex",
                        new GeminiImages(onVertex, vertex, InstantSource.system()),
                        Calls::call,
                        FaultMode.OF_GEMINI_CALLS),
                new Way.Batches(
                        "gemini-batch",
                        new GeminiBatches(onGemini, gemini),
                        MODEL,
                        GeminiFaultMatrixIT::image,
                        faultsOfBatches()),
                new Way.Batches(
                        "veo", new VeoOperations(onGemini, gemini), VEO, GeminiFaultMatrixIT::film, FaultMode.OF_FILMS),
                new Way.Batches(
                        "veo-vertex",
                        new VeoOperations(onVertex, vertex),
                        VEO,
                        GeminiFaultMatrixIT::film,
                        FaultMode.OF_FILMS));
    }

    private static Set<FaultMode> faultsOfBatches() {
        EnumSet<FaultMode> all = EnumSet.copyOf(FaultMode.OF_GEMINI_SUBMISSIONS);
        all.addAll(FaultMode.OF_BATCH_ITEMS);
        return all;
    }

    private static GenerationJob.Builder image(GenerationJob.Builder job) {
        return job.setRoute(Route.newBuilder(job.getRoute())
                .setTier("1K")
                .setAspectRatio("4:5")
                .setWidth(928)
                .setHeight(1152)
                .build());
    }

    private static GenerationJob.Builder film(GenerationJob.Builder job) {
        return job.setRequest(GenerationRequest.newBuilder(job.getRequest())
                        .setOutput(Output.newBuilder(job.getRequest().getOutput())
                                .setSeconds(4)
                                .build())
                        .build())
                .setRoute(Route.newBuilder(job.getRoute())
                        .setTier("720p")
                        .setAspectRatio("16:9")
                        .setWidth(1280)
                        .setHeight(720)
                        .build());
    }
}
