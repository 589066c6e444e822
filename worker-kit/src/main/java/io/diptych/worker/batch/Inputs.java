package io.diptych.worker.batch;

import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.image.ReferenceImages;
import io.diptych.worker.image.RefusedReferenceException;
import io.diptych.worker.prompt.UnusablePromptException;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.util.Optional;

/// Makes the calls of a batch, with the images that they start from.
///
/// Room in memory is asked for while an image is loaded, not until the batch is handed over: the intake has bounded
/// what the jobs of a batch start from, and a batch must never wait for itself.
///
/// @param calls      words and sizes
/// @param references what the calls start from
record Inputs(RenderCalls calls, ReferenceImages references) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The call that buys a claim.
    ///
    /// @throws UnusablePromptException naming the field that is missing or wrong
    /// @throws io.diptych.platform.assets.AssetStoreException when the store does not answer
    /// @throws InterruptedException when the batch is given up meanwhile
    RenderCall call(Claim claim) throws UnusablePromptException, InterruptedException {
        Optional<UnusablePromptException> problem = calls.whyNot(claim.job());
        if (problem.isPresent()) {
            throw problem.get();
        }
        RenderCall call = calls.of(claim.job(), null).orElseThrow();
        try (ReferenceImages.Loaded loaded =
                references.load(claim.job().getRequest().getReferences(), PATIENCE)) {
            return call.withReferences(loaded.images());
        } catch (RefusedReferenceException refused) {
            throw new UnusablePromptException(refused.field(), String.valueOf(refused.getMessage()));
        }
    }
}
