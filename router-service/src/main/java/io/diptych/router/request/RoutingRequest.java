package io.diptych.router.request;

import io.diptych.catalog.PixelSize;
import io.diptych.events.DataClass;
import io.diptych.events.Lane;
import io.diptych.events.Mode;
import io.diptych.events.Stage;
import io.diptych.events.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that keeps every rule, as decisions see it.
///
/// @param tenant      who pays
/// @param tier        service tier of the caller
/// @param mode        what is to be done
/// @param lane        lane that the caller allows
/// @param prompt      what is wanted, in words
/// @param template    prompt template; empty where a prompt is given
/// @param words       most characters of words that a provider is sent, for estimates: those of the prompt, or of the
///                    template that is filled, and those that say what references are for
/// @param requestedAt when the caller asked
public record RoutingRequest(
        String tenant,
        Tier tier,
        Mode mode,
        Lane lane,
        String prompt,
        String template,
        int words,
        Instant requestedAt,
        References references,
        Lineage lineage,
        Output output,
        Constraints constraints,
        Preferences preferences,
        Purpose purpose,
        Context context) {

    /// Edits between the root of the lineage and this request.
    public int editDepth() {
        return lineage.editDepth();
    }

    /// Input images by the part they play.
    public record References(int subjects, int styles, int scenes, int masks, int firstFrames) {
        /// All of them.
        public int total() {
            return images() + masks;
        }

        /// All but the masks.
        public int images() {
            return subjects + styles + scenes + firstFrames;
        }
    }

    /// Where the image comes from.
    ///
    /// @param editDepth        edits between the root and this request
    /// @param hasCleanAncestor whether an image is known that the chain can be begun anew from
    /// @param regenerated      whether the request makes an earlier job anew
    public record Lineage(int editDepth, boolean hasCleanAncestor, boolean regenerated) {}

    /// What the result looks like.
    ///
    /// @param aspectRatio such as `4:5`; null where an exact size is given or the model may choose
    /// @param size        exact size; null where a ratio or nothing is given
    /// @param resolution  `0.5K`, `1K`, `2K` or `4K`
    /// @param mediaType   IANA media type
    /// @param seconds     length of a video; null for images
    public record Output(
            int count,
            @Nullable String aspectRatio,
            @Nullable PixelSize size,
            String resolution,
            String mediaType,
            boolean transparentBackground,
            @Nullable Integer seconds) {}

    /// What must hold.
    ///
    /// @param maxLatencyMillis longest wait in milliseconds
    /// @param maxCostMicros    most that one job may cost over all its attempts, in micro-USD
    /// @param minQuality       least quality 0..1
    /// @param deadline         moment after which the result is worthless
    public record Constraints(
            boolean textHeavy,
            List<String> expectedText,
            @Nullable Integer subjects,
            boolean preserveSubject,
            @Nullable Long maxLatencyMillis,
            @Nullable Long maxCostMicros,
            @Nullable Double minQuality,
            DataClass dataClass,
            @Nullable Instant deadline) {

        public Constraints {
            expectedText = List.copyOf(expectedText);
        }
    }

    /// What is liked. Weights are 0..1; null for the policy's.
    ///
    /// @param pinnedModel    catalogue id of the model that must make it
    /// @param excludedModels ids or aliases of models that must not
    /// @param substitutions  what a route may change where nothing else can make it
    /// @param highQuality    whether the highest quality is wanted, whatever the tier
    public record Preferences(
            @Nullable Double speed,
            @Nullable Double quality,
            @Nullable Double cost,
            @Nullable String pinnedModel,
            List<String> excludedModels,
            List<String> substitutions,
            boolean highQuality) {

        public Preferences {
            excludedModels = List.copyOf(excludedModels);
            substitutions = List.copyOf(substitutions);
        }
    }

    /// What the image is for.
    public record Purpose(
            Stage stage,
            @Nullable String category,
            @Nullable String channel,
            @Nullable Boolean hasHdPhoto) {}

    /// The caller's own coordinates.
    public record Context(
            @Nullable String campaign,
            @Nullable String sku,
            @Nullable String pipelineStage,
            Map<String, String> labels) {

        public Context {
            labels = Map.copyOf(labels);
        }
    }
}
