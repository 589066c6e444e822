package io.diptych.worker.attempt;

import io.diptych.events.GenerationJob;
import io.diptych.events.Route;
import io.diptych.worker.prompt.Prompt;
import io.diptych.worker.prompt.PromptWriter;
import io.diptych.worker.prompt.UnusablePromptException;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.RenderCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes a job in the provider's terms.
public final class RenderCalls {
    private static final String SEED_LABEL = "seed";

    private final Map<String, String> modelIds;

    /// @param modelIds the provider's own id of a model, by catalogue id; a model that is missing has one id for both
    public RenderCalls(Map<String, String> modelIds) {
        this.modelIds = Map.copyOf(modelIds);
    }

    /// The provider's id of a model.
    public String providerModel(String model) {
        return modelIds.getOrDefault(model, model);
    }

    /// The call that buys a job, without its input images; empty when it cannot be put into words, which [#whyNot]
    /// explains.
    ///
    /// @param deadline moment by which the call must have ended; null on the batch lane
    public Optional<RenderCall> of(GenerationJob job, @Nullable Instant deadline) {
        try {
            return Optional.of(written(job, deadline));
        } catch (UnusablePromptException unusable) {
            return Optional.empty();
        }
    }

    /// Why there is no call for a job; empty when there is one.
    public Optional<UnusablePromptException> whyNot(GenerationJob job) {
        try {
            RenderCall _ = written(job, null);
            return Optional.empty();
        } catch (UnusablePromptException unusable) {
            return Optional.of(unusable);
        }
    }

    private RenderCall written(GenerationJob job, @Nullable Instant deadline) throws UnusablePromptException {
        Route route = job.getRoute();
        Prompt prompt = PromptWriter.write(job);
        return new RenderCall(
                job.getAttemptId(),
                providerModel(route.getModel()),
                job.getRequest().getMode(),
                prompt.text(),
                route.getTier(),
                route.getAspectRatio(),
                route.getWidth(),
                route.getHeight(),
                job.getRequest().getOutput().getMediaType(),
                job.getRequest().getOutput().getTransparentBackground(),
                job.getRequest().getOutput().getSeconds(),
                seed(job),
                prompt.negative(),
                List.of(),
                deadline,
                PreviewSink.NONE);
    }

    /// The seed that the request's label gives, another one for each of its images; null where it gives none.
    private static @Nullable Integer seed(GenerationJob job) throws UnusablePromptException {
        String label = job.getRequest().getContext().getLabels().get(SEED_LABEL);
        if (label == null) {
            return null;
        }
        try {
            int seed = Integer.parseInt(label.strip());
            return Math.floorMod(seed + job.getImageIndex(), Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw new UnusablePromptException(
                    "request.context.labels." + SEED_LABEL,
                    "request.context.labels." + SEED_LABEL + " is \"" + label + "\", must be a whole number");
        }
    }
}
