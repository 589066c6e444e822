package io.diptych.worker.batch;

import io.diptych.events.AssetRef;
import io.diptych.events.Reference;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.ImageHeader;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.prompt.UnusablePromptException;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.RenderCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the calls of a batch, with the images that they start from.
///
/// @param calls words and sizes
/// @param store where the images are
record Inputs(RenderCalls calls, AssetStore store) {

    /// The call that buys a claim.
    ///
    /// @throws UnusablePromptException naming the field that is missing or wrong
    /// @throws io.diptych.platform.assets.AssetStoreException when the store does not answer
    RenderCall call(Claim claim) throws UnusablePromptException {
        Optional<UnusablePromptException> problem = calls.whyNot(claim.job());
        if (problem.isPresent()) {
            throw problem.get();
        }
        List<InputImage> images = new ArrayList<>();
        List<Reference> references = claim.job().getRequest().getReferences();
        for (int i = 0; i < references.size(); i++) {
            images.add(image(references.get(i), "request.references[" + i + "]"));
        }
        RenderCall call = calls.of(claim.job(), null).orElseThrow();
        return images.isEmpty() ? call : call.withReferences(images);
    }

    private InputImage image(Reference reference, String field) throws UnusablePromptException {
        AssetRef asset = reference.getAsset();
        byte[] bytes;
        try {
            bytes = store.read(asset);
        } catch (AssetMissingException e) {
            throw new UnusablePromptException(field, field + " is " + asset.getUri() + ", which is not in the store");
        }
        ImageHeader header = ImageHeader.read(bytes)
                .orElseThrow(() -> new UnusablePromptException(
                        field, field + " is " + asset.getUri() + ", which is no image that can be read"));
        return new InputImage(reference.getRole(), bytes, header.mediaType(), header.width(), header.height());
    }
}
