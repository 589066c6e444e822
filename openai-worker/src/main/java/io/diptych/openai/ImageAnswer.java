package io.diptych.openai;

import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.images.Image;
import com.openai.models.images.ImagesResponse;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Usage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a successful answer of the Images API means.
final class ImageAnswer {
    /// Fetches images that an answer only tells the address of.
    @FunctionalInterface
    interface Fetcher {
        /// Nothing is fetched: every image must be in the answer itself.
        Fetcher NONE = url -> {
            throw new ImageDownload.DownloadException("url is '" + url + "', but a batch must carry its images", null);
        };

        /// The image at an address.
        ///
        /// @throws ImageDownload.DownloadException if it cannot be had
        byte[] fetch(String url);
    }

    private ImageAnswer() {}

    /// The image and its tokens, or why there is none.
    ///
    /// @param fromText whether no image was sent
    /// @throws OpenAIInvalidDataException if a field is not of its type
    /// @throws IllegalArgumentException   if the image is not base64
    static ProviderOutcome read(
            ImagesResponse response,
            String askedMediaType,
            boolean fromText,
            Fetcher fetcher,
            @Nullable String requestId) {
        Map<String, JsonValue> counts = response._usage()
                .asKnown()
                .map(ImagesResponse.Usage::_allProperties)
                .orElse(null);
        Usage usage = counts == null ? null : TokenCounts.of(counts, fromText);
        List<Image> images = response.data().orElse(List.of());
        Optional<byte[]> bytes;
        try {
            bytes = images.stream()
                    .map(image -> bytes(image, fetcher))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (ImageDownload.DownloadException e) {
            return new Failed(
                    FailureCode.UNAVAILABLE, Billing.BILLED, String.valueOf(e.getMessage()), null, usage, requestId);
        }
        if (bytes.isEmpty()) {
            return withoutImage(images, counts, usage, requestId);
        }
        String mediaType = response._outputFormat()
                .asKnown()
                .map(format -> "image/" + format.asString())
                .orElse(askedMediaType);
        return new ProviderOutcome.Rendered(bytes.get(), mediaType, usage, null, requestId);
    }

    /// As an answer to this call.
    static ProviderOutcome read(ImagesResponse response, RenderCall call, Fetcher fetcher, @Nullable String requestId) {
        return read(response, call.mediaType(), call.images().isEmpty(), fetcher, requestId);
    }

    private static Optional<byte[]> bytes(Image image, Fetcher fetcher) {
        Optional<String> base64 = image.b64Json().filter(text -> !text.isEmpty());
        return base64.isPresent()
                ? base64.map(Base64.getDecoder()::decode)
                : image.url().filter(url -> !url.isEmpty()).map(fetcher::fetch);
    }

    private static Failed withoutImage(
            List<Image> images,
            @Nullable Map<String, JsonValue> counts,
            @Nullable Usage usage,
            @Nullable String requestId) {
        Billing billing = counts == null ? Billing.UNKNOWN : billing(counts, usage);
        Optional<Map<String, JsonValue>> error = images.stream()
                .map(image -> Optional.<JsonField<?>>ofNullable(
                                image._allProperties().get("error"))
                        .flatMap(JsonField::asObject))
                .flatMap(Optional::stream)
                .findFirst();
        if (error.isEmpty()) {
            return new Failed(FailureCode.EMPTY_RESPONSE, billing, "the answer holds no image", null, usage, requestId);
        }
        String code = text(error.get(), "code");
        FailureTable.Row row = FailureTable.unnumbered(code, null);
        return new Failed(
                row.failure(),
                counts == null ? row.billing() : billing,
                "the image was not made: " + code + ": " + text(error.get(), "message"),
                null,
                usage,
                requestId);
    }

    private static @Nullable String text(Map<String, JsonValue> error, String name) {
        return Optional.<JsonField<?>>ofNullable(error.get(name))
                .flatMap(JsonField::asString)
                .orElse(null);
    }

    /// Output is what an image costs: with some, something was drawn and is charged; with none, nothing was.
    private static Billing billing(Map<String, JsonValue> counts, @Nullable Usage usage) {
        Long made = TokenCounts.number(counts, "generated_images");
        if (made != null) {
            return made > 0 ? Billing.BILLED : Billing.NOT_BILLED;
        }
        return billing(usage);
    }

    /// Who pays for an answer without an image that counts these tokens.
    static Billing billing(@Nullable Usage usage) {
        if (usage == null || usage.imageOut() == null) {
            return Billing.UNKNOWN;
        }
        return usage.imageOut() > 0 || (usage.textOut() != null && usage.textOut() > 0)
                ? Billing.BILLED
                : Billing.NOT_BILLED;
    }
}
