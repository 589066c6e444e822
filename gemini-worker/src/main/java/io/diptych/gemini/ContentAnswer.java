package io.diptych.gemini;

import com.google.genai.types.Blob;
import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.Usage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a `GenerateContentResponse` means, from a call of its own or from a batch.
///
/// Reads candidates itself: the SDK's short cuts throw for some finish reasons and return null for others.
final class ContentAnswer {
    private ContentAnswer() {}

    /// The image and its tokens, or why there is none.
    static ProviderOutcome read(GenerateContentResponse response) {
        Optional<Blob> image = candidates(response)
                .map(Candidate::content)
                .flatMap(Optional::stream)
                .map(Content::parts)
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .filter(part -> !part.thought().orElse(false))
                .map(Part::inlineData)
                .flatMap(Optional::stream)
                .filter(ContentAnswer::isImage)
                .findFirst();
        return image.isPresent() ? rendered(response, image.get()) : withheld(response);
    }

    private static ProviderOutcome rendered(GenerateContentResponse response, Blob image) {
        Usage usage = response.usageMetadata()
                .map(counts -> TokenCounts.of(counts, true))
                .orElse(null);
        return new ProviderOutcome.Rendered(
                image.data().orElseThrow(),
                image.mimeType().orElse("application/octet-stream"),
                usage,
                response.modelVersion().orElse(null),
                response.responseId().orElse(null));
    }

    private static ProviderOutcome withheld(GenerateContentResponse response) {
        Usage usage = response.usageMetadata()
                .map(counts -> TokenCounts.of(counts, false))
                .orElse(null);
        return new ProviderOutcome.Failed(
                failure(response),
                billing(response),
                reason(response),
                null,
                usage,
                response.responseId().orElse(null));
    }

    private static FailureCode failure(GenerateContentResponse response) {
        if (response.promptFeedback()
                .flatMap(feedback -> feedback.blockReason())
                .isPresent()) {
            return FailureCode.CONTENT_REFUSED;
        }
        return candidates(response)
                .map(Candidate::finishReason)
                .flatMap(Optional::stream)
                .map(FinishReason::knownEnum)
                .findFirst()
                .map(FinishTable::failure)
                .orElse(FailureCode.EMPTY_RESPONSE);
    }

    private static Billing billing(GenerateContentResponse response) {
        Optional<GenerateContentResponseUsageMetadata> usage = response.usageMetadata();
        if (usage.isEmpty()) {
            return Billing.UNKNOWN;
        }
        return TokenCounts.countsOutput(usage.get()) ? Billing.BILLED : Billing.NOT_BILLED;
    }

    private static String reason(GenerateContentResponse response) {
        @Nullable
        String block = response.promptFeedback()
                .flatMap(feedback -> feedback.blockReason())
                .map(Object::toString)
                .orElse(null);
        if (block != null) {
            return "the prompt was blocked: " + block;
        }
        Optional<Candidate> candidate = candidates(response).findFirst();
        return "the answer holds no image, finish reason "
                + candidate
                        .flatMap(Candidate::finishReason)
                        .map(Object::toString)
                        .orElse("(none)")
                + candidate
                        .flatMap(Candidate::finishMessage)
                        .map(text -> ": " + text)
                        .orElse("");
    }

    private static Stream<Candidate> candidates(GenerateContentResponse response) {
        return response.candidates().stream().flatMap(List::stream);
    }

    private static boolean isImage(Blob blob) {
        return blob.data().map(data -> data.length > 0).orElse(false)
                && blob.mimeType().map(type -> type.startsWith("image/")).orElse(true);
    }
}
