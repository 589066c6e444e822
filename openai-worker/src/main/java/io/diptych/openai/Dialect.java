package io.diptych.openai;

import io.diptych.worker.provider.RenderCall;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// In what a host's requests and answers differ from OpenAI's. The defaults are OpenAI's own way.
///
/// @param count          whether `n` is sent
/// @param quality        whether the tier is sent as `quality`
/// @param outputFormat   whether `output_format` is sent
/// @param size           how a size is written
/// @param references     how input images are sent
/// @param maxReferences  input images that a call takes
/// @param responseFormat value of `response_format`; empty not to send it
/// @param streaming      whether calls that somebody watches are streamed
/// @param batches        whether there is a batch interface
/// @param body           further fields of the body; a value that is JSON, such as `false` or `3`, is sent as such
record Dialect(
        @DefaultValue("true") boolean count,
        @DefaultValue("true") boolean quality,
        @DefaultValue("true") boolean outputFormat,
        @DefaultValue("PIXELS") @NotNull SizeSyntax size,
        @DefaultValue("FORM") @NotNull References references,
        @DefaultValue("16") @PositiveOrZero int maxReferences,
        @DefaultValue("") @NotNull String responseFormat,
        @DefaultValue("true") boolean streaming,
        @DefaultValue("true") boolean batches,
        @DefaultValue Map<String, String> body) {

    Dialect {
        body = Map.copyOf(body);
    }

    /// How a size is written.
    enum SizeSyntax {
        /// `1536x1024`.
        PIXELS,
        /// `1536*1024`.
        STAR,
        /// The tier, such as `2K`.
        TIER;

        String write(RenderCall call) {
            return switch (this) {
                case PIXELS -> call.width() + "x" + call.height();
                case STAR -> call.width() + "*" + call.height();
                case TIER -> call.tier();
            };
        }
    }

    /// How input images are sent.
    enum References {
        /// As a form, to the edits endpoint, with a mask if there is one.
        FORM,
        /// As data URLs in the field `image` of a generation; masks are not taken.
        BODY,
        /// Not at all.
        NONE
    }
}
