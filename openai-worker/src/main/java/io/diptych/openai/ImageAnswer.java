package io.diptych.openai;

import com.openai.core.JsonField;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.images.Image;
import com.openai.models.images.ImagesResponse;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.Usage;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a successful answer of the Images API means.
final class ImageAnswer {
    private ImageAnswer() {}

    /// The image and its tokens, or why there is none.
    ///
    /// @throws OpenAIInvalidDataException if a field is not of its type
    /// @throws IllegalArgumentException   if the image is not base64
    static ProviderOutcome read(ImagesResponse response, String askedMediaType, @Nullable String requestId) {
        Usage usage = response._usage().asKnown().map(ImageAnswer::usage).orElse(null);
        Optional<String> image = response.data().stream()
                .flatMap(List::stream)
                .map(Image::b64Json)
                .flatMap(Optional::stream)
                .filter(base64 -> !base64.isEmpty())
                .findFirst();
        if (image.isEmpty()) {
            return new ProviderOutcome.Failed(
                    FailureCode.EMPTY_RESPONSE,
                    billingWithoutImage(usage),
                    "the answer holds no image",
                    null,
                    usage,
                    requestId);
        }
        String mediaType = response._outputFormat()
                .asKnown()
                .map(format -> "image/" + format.asString())
                .orElse(askedMediaType);
        return new ProviderOutcome.Rendered(Base64.getDecoder().decode(image.get()), mediaType, usage, null, requestId);
    }

    /// Output tokens are what an image costs: with some, something was drawn and is charged; with none, nothing was.
    private static Billing billingWithoutImage(@Nullable Usage usage) {
        if (usage == null || usage.imageOut() == null) {
            return Billing.UNKNOWN;
        }
        return usage.imageOut() > 0 || (usage.textOut() != null && usage.textOut() > 0)
                ? Billing.BILLED
                : Billing.NOT_BILLED;
    }

    /// Without a breakdown, all input is text (no image is ever sent here) and all output is image, as the API
    /// documents.
    private static Usage usage(ImagesResponse.Usage usage) {
        Long input = known(usage._inputTokens());
        Long output = known(usage._outputTokens());
        var in = usage._inputTokensDetails().asKnown();
        var out = usage._outputTokensDetails().asKnown();
        return new Usage(
                in.map(details -> known(details._textTokens())).orElse(input),
                null,
                in.map(details -> known(details._imageTokens())).orElse(null),
                null,
                out.map(details -> known(details._textTokens())).orElse(null),
                out.map(details -> known(details._imageTokens())).orElse(output));
    }

    private static @Nullable Long known(JsonField<Long> field) {
        return field.asKnown().orElse(null);
    }
}
