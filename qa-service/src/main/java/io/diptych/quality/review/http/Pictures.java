package io.diptych.quality.review.http;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lineage;
import io.diptych.events.Reference;
import io.diptych.events.ReviewTask;
import io.diptych.quality.review.Matter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The images that belong to a question, in an order that only it decides: the ones that are asked about, what they
/// were made from, and their ancestors; none where no image is asked about. Whoever asks for an image names its place
/// in this list, never an address.
final class Pictures {
    private Pictures() {}

    /// One of them.
    ///
    /// @param role  `CANDIDATE`, `PARENT`, `ROOT`, `CLEANEST`, or the part of a reference, such as `MASK`
    /// @param jobId the job that made it; null unless it is asked about
    /// @param depth edits since the root; null where that is not known
    record Picture(
            String role,
            AssetRef asset,
            @Nullable String jobId,
            @Nullable Integer depth) {}

    static List<Picture> of(ReviewTask question) {
        if (question.getImages().isEmpty()) {
            return List.of();
        }
        List<Picture> pictures = new ArrayList<>();
        @Nullable GenerationRequest request = request(question);
        @Nullable
        Integer depth = request == null || request.getLineage().getRoot() == null
                ? null
                : request.getLineage().getEditDepth();
        for (int i = 0; i < question.getImages().size(); i++) {
            pictures.add(new Picture(
                    "CANDIDATE",
                    question.getImages().get(i),
                    question.getJobIds().get(i),
                    depth));
        }
        if (request != null) {
            ancestors(request.getLineage(), pictures);
            for (Reference reference : request.getReferences()) {
                pictures.add(new Picture(reference.getRole().name(), reference.getAsset(), null, null));
            }
        }
        return List.copyOf(pictures);
    }

    private static void ancestors(Lineage lineage, List<Picture> pictures) {
        AssetRef parent = lineage.getParent();
        AssetRef root = lineage.getRoot();
        AssetRef cleanest = lineage.getCleanest();
        if (root != null && !root.equals(parent)) {
            pictures.add(new Picture("ROOT", root, null, 0));
        }
        if (cleanest != null && !cleanest.equals(root) && !cleanest.equals(parent)) {
            pictures.add(new Picture("CLEANEST", cleanest, null, lineage.getCleanestDepth()));
        }
        if (parent != null) {
            Integer depth = root == null ? null : Math.max(0, lineage.getEditDepth() - 1);
            pictures.add(new Picture("PARENT", parent, null, depth));
        }
    }

    private static @Nullable GenerationRequest request(ReviewTask question) {
        GenerationResult result = Matter.result(question);
        return result == null ? null : result.getJob().getRequest();
    }
}
