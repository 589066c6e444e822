package io.diptych.openai;

import io.diptych.events.GenerationJob;
import io.diptych.events.Route;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.worker.contract.FaultMatrixContract;
import io.diptych.worker.contract.Way;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.RenderCall;
import java.awt.Color;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rows of OpenAI and of the hosts that speak its dialect.
class OpenAiFaultMatrixIT extends FaultMatrixContract {
    private static final String MODEL = "gpt-image-2";
    private static final PreviewSink WATCHED = (_, _, _) -> {};
    private static final Map<String, String> SEEDREAM = Map.of(
            "provider", "byteplus",
            "dialect.count", "false",
            "dialect.quality", "false",
            "dialect.output-format", "false",
            "dialect.size", "tier",
            "dialect.references", "body",
            "dialect.streaming", "false");
    private static final Map<String, String> Z_IMAGE = Map.of(
            "provider", "alibaba",
            "dialect.quality", "false",
            "dialect.output-format", "false",
            "dialect.size", "star",
            "dialect.references", "none",
            "dialect.response-format", "b64_json",
            "dialect.streaming", "false");

    @Override
    protected List<Way> ways(URI simulator, Duration silence, List<AutoCloseable> opened) {
        OpenAiProperties own =
                Settings.of(simulator.resolve("/v1"), "simulated", Map.of("batch-timeout", silence.toString()));
        OpenAiConnection connection = new OpenAiConnection(own);
        opened.add(connection);
        OpenAiImages openAi = new OpenAiImages(connection, own, InstantSource.system());
        return List.of(
                new Way.Calls("generate", openAi, id -> call(id, MODEL, PreviewSink.NONE), FaultMode.OF_OPENAI_CALLS),
                new Way.Calls(
                        "edit",
                        openAi,
                        id -> call(id, MODEL, PreviewSink.NONE, Inputs.png(Color.RED)),
                        FaultMode.OF_OPENAI_CALLS),
                new Way.Calls("stream", openAi, id -> call(id, MODEL, WATCHED), FaultMode.OF_OPENAI_STREAMS),
                new Way.Calls(
                        "seedream",
                        host(simulator, SEEDREAM, opened),
                        id -> call(id, "seedream-4-0-250828", PreviewSink.NONE),
                        FaultMode.OF_OPENAI_CALLS),
                new Way.Calls(
                        "z-image",
                        host(simulator, Z_IMAGE, opened),
                        id -> call(id, "z-image-turbo", PreviewSink.NONE),
                        FaultMode.OF_OPENAI_CALLS),
                new Way.Batches(
                        "openai-batch",
                        new OpenAiBatches(connection, own, InstantSource.system()),
                        MODEL,
                        OpenAiFaultMatrixIT::job,
                        faultsOfBatches()));
    }

    private static OpenAiImages host(URI simulator, Map<String, String> settings, List<AutoCloseable> opened) {
        OpenAiProperties properties = Settings.of(simulator.resolve("/api/v3"), "simulated", settings);
        OpenAiConnection connection = new OpenAiConnection(properties);
        opened.add(connection);
        return new OpenAiImages(connection, properties, InstantSource.system());
    }

    private static Set<FaultMode> faultsOfBatches() {
        EnumSet<FaultMode> all = EnumSet.copyOf(FaultMode.OF_OPENAI_SUBMISSIONS);
        all.addAll(FaultMode.OF_BATCH_ITEMS);
        return all;
    }

    private static RenderCall call(String attemptId, String model, PreviewSink previews, InputImage... references) {
        return RenderCall.generate(
                        attemptId, model, "A red kettle", model.equals(MODEL) ? "low" : "1K", "8:5", 1024, 640, null)
                .withReferences(List.of(references))
                .withPreviews(previews);
    }

    private static GenerationJob.Builder job(GenerationJob.Builder job) {
        return job.setRoute(Route.newBuilder(job.getRoute())
                .setTier("low")
                .setAspectRatio("8:5")
                .setWidth(1024)
                .setHeight(640)
                .build());
    }
}
