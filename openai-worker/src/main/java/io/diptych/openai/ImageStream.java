package io.diptych.openai;

import com.openai.core.Enum;
import com.openai.core.JsonValue;
import com.openai.errors.SseException;
import com.openai.models.images.ImageEditStreamEvent;
import com.openai.models.images.ImageGenStreamEvent;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Usage;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a stream of events means: unfinished images for who watches, and one outcome.
///
/// The finished image may come before all unfinished ones have; nobody needs those then. A stream that broke off
/// after it had shown something leaves the bill unknown, whatever it broke off with.
final class ImageStream {
    /// One event, of a generation or an edit alike.
    private sealed interface Event {
        record Unfinished(long index, String base64, String format) implements Event {}

        record Finished(
                String base64, String format, @Nullable Usage usage) implements Event {}

        /// One that this version knows nothing of.
        record Other() implements Event {}
    }

    private final RenderCall call;
    private final @Nullable String requestId;
    private int shown;

    private ImageStream(RenderCall call, @Nullable String requestId) {
        this.call = call;
        this.requestId = requestId;
    }

    static ProviderOutcome ofGeneration(
            Stream<ImageGenStreamEvent> events, RenderCall call, @Nullable String requestId) {
        return new ImageStream(call, requestId)
                .read(events.map(ImageStream::event).iterator());
    }

    static ProviderOutcome ofEdit(Stream<ImageEditStreamEvent> events, RenderCall call, @Nullable String requestId) {
        return new ImageStream(call, requestId)
                .read(events.map(ImageStream::event).iterator());
    }

    private static Event event(ImageGenStreamEvent event) {
        if (event.isGenerationPartialImage()) {
            var partial = event.asGenerationPartialImage();
            return unfinished(partial.partialImageIndex(), partial.b64Json(), partial.outputFormat());
        }
        if (event.isGenerationCompleted()) {
            var completed = event.asGenerationCompleted();
            var counts = completed._usage().asKnown().map(usage -> usage._allProperties());
            return finished(completed.b64Json(), completed.outputFormat(), counts, true);
        }
        return new Event.Other();
    }

    private static Event event(ImageEditStreamEvent event) {
        if (event.isPartialImage()) {
            var partial = event.asPartialImage();
            return unfinished(partial.partialImageIndex(), partial.b64Json(), partial.outputFormat());
        }
        if (event.isCompleted()) {
            var completed = event.asCompleted();
            var counts = completed._usage().asKnown().map(usage -> usage._allProperties());
            return finished(completed.b64Json(), completed.outputFormat(), counts, false);
        }
        return new Event.Other();
    }

    /// @param format of one of the SDK's types, which share none but say the same
    private static Event unfinished(long index, String base64, Enum format) {
        return new Event.Unfinished(index, base64, format.toString());
    }

    private static Event finished(
            String base64, Enum format, Optional<Map<String, JsonValue>> counts, boolean fromText) {
        return new Event.Finished(
                base64,
                format.toString(),
                counts.map(usage -> TokenCounts.of(usage, fromText)).orElse(null));
    }

    private ProviderOutcome read(Iterator<Event> events) {
        try {
            while (events.hasNext()) {
                Optional<ProviderOutcome> end = take(events.next());
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (SseException e) {
            return brokenOff(e);
        }
        return new Failed(
                FailureCode.EMPTY_RESPONSE,
                Billing.UNKNOWN,
                "the stream ended after " + shown + " unfinished images, without a finished one",
                null,
                null,
                requestId);
    }

    private Optional<ProviderOutcome> take(Event event) {
        return switch (event) {
            case Event.Unfinished unfinished -> {
                show(unfinished);
                yield Optional.empty();
            }
            case Event.Finished(var base64, var _, var usage)
            when base64.isEmpty() ->
                Optional.of(new Failed(
                        FailureCode.EMPTY_RESPONSE,
                        ImageAnswer.billing(usage),
                        "the stream's last event holds no image",
                        null,
                        usage,
                        requestId));
            case Event.Finished(var base64, var format, var usage) ->
                Optional.of(new ProviderOutcome.Rendered(
                        Base64.getDecoder().decode(base64), "image/" + format, usage, null, requestId));
            case Event.Other() -> Optional.empty();
        };
    }

    /// A preview that cannot be read is not worth the call.
    private void show(Event.Unfinished unfinished) {
        shown++;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(unfinished.base64());
        } catch (IllegalArgumentException notBase64) {
            return;
        }
        call.previews().frame((int) unfinished.index(), bytes, "image/" + unfinished.format());
    }

    private Failed brokenOff(SseException e) {
        FailureTable.Row row =
                FailureTable.unnumbered(e.code().orElse(null), e.type().orElse(null));
        boolean surelyUnbilled = shown == 0 && row.name() != null && row.billing() == Billing.NOT_BILLED;
        return new Failed(
                row.failure(),
                surelyUnbilled ? Billing.NOT_BILLED : Billing.UNKNOWN,
                "the stream broke off after " + shown + " unfinished images: " + e.getMessage(),
                null,
                null,
                requestId);
    }
}
