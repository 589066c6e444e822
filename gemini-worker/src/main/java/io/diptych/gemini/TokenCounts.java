package io.diptych.gemini;

import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.MediaModality;
import com.google.genai.types.ModalityTokenCount;
import io.diptych.worker.provider.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gemini's token counts in our kinds: thoughts are text that was written.
///
/// A breakdown says zero of the kinds that it leaves out; what it leaves of its total is text.
/// Without a breakdown,
/// input is
/// text (Gemini charges images at the rate of text) and output is the image that was asked for,
/// if one came.
final class TokenCounts {
    private TokenCounts() {}

    /// The counts; a count that was not sent is null.
    ///
    /// @param drew whether an image came
    static Usage of(GenerateContentResponseUsageMetadata counts, boolean drew) {
        Split in = Split.of(counts.promptTokenCount(), counts.promptTokensDetails(), false);
        Split cached = Split.of(counts.cachedContentTokenCount(), counts.cacheTokensDetails(), false);
        Split out = Split.of(counts.candidatesTokenCount(), counts.candidatesTokensDetails(), drew);
        Long thoughts = counts.thoughtsTokenCount().map(Integer::longValue).orElse(null);
        return new Usage(in.text, cached.text, in.image, cached.image, sum(out.text, thoughts), out.image);
    }

    /// Whether something was written that a provider charges for.
    static boolean countsOutput(GenerateContentResponseUsageMetadata counts) {
        return counts.candidatesTokenCount().orElse(0) > 0
                || counts.thoughtsTokenCount().orElse(0) > 0;
    }

    private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
        if (a == null) {
            return b;
        }
        return b == null ? a : (Long) (a + b);
    }

    private record Split(@Nullable Long text, @Nullable Long image) {
        static Split of(Optional<Integer> total, Optional<List<ModalityTokenCount>> details, boolean isImage) {
            if (details.isEmpty() || details.get().isEmpty()) {
                Long all = total.map(Integer::longValue).orElse(null);
                return isImage ? new Split(null, all) : new Split(all, null);
            }
            long text = count(details.get(), MediaModality.Known.TEXT);
            long image = count(details.get(), MediaModality.Known.IMAGE);
            long listed = details.get().stream()
                    .mapToLong(detail -> detail.tokenCount().orElse(0))
                    .sum();
            long unlisted = Math.max(0, total.orElse(0) - listed);
            return new Split(text + unlisted, image);
        }

        private static long count(List<ModalityTokenCount> details, MediaModality.Known modality) {
            return details.stream()
                    .filter(detail -> detail.modality()
                            .map(one -> one.knownEnum() == modality)
                            .orElse(false))
                    .mapToLong(detail -> detail.tokenCount().orElse(0))
                    .sum();
        }
    }
}
