package io.diptych.worker.attempt;

import io.diptych.events.GenerationJob;
import io.diptych.events.Route;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.RenderCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes a job in the provider's terms.
public final class RenderCalls {
    private final Map<String, String> modelIds;

    /// @param modelIds the provider's own id of a model, by catalogue id; a model that is missing has one id for both
    public RenderCalls(Map<String, String> modelIds) {
        this.modelIds = Map.copyOf(modelIds);
    }

    /// The provider's id of a model.
    public String providerModel(String model) {
        return modelIds.getOrDefault(model, model);
    }

    /// The call that buys a job; empty when the job has no prompt.
    ///
    /// @param deadline moment by which the call must have ended; null on the batch lane
    public Optional<RenderCall> of(GenerationJob job, @Nullable Instant deadline) {
        String prompt = job.getRequest().getPrompt();
        if (prompt == null || prompt.isBlank()) {
            return Optional.empty();
        }
        Route route = job.getRoute();
        return Optional.of(new RenderCall(
                job.getAttemptId(),
                providerModel(route.getModel()),
                job.getRequest().getMode(),
                prompt,
                route.getTier(),
                route.getAspectRatio(),
                route.getWidth(),
                route.getHeight(),
                job.getRequest().getOutput().getMediaType(),
                job.getRequest().getOutput().getTransparentBackground(),
                job.getRequest().getOutput().getSeconds(),
                List.of(),
                deadline,
                PreviewSink.NONE));
    }
}
