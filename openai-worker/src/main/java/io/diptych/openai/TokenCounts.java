package io.diptych.openai;

import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import io.diptych.worker.provider.Usage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tokens that an answer, an event or a line of a batch counts. What is missing stays unknown: the SDK's typed
/// accessors throw where a host leaves a count out.
///
/// Without a breakdown, all output is image, and all input is text if no image was sent, as the API documents.
final class TokenCounts {
    private TokenCounts() {}

    /// @param usage    the `usage` object
    /// @param fromText whether no image was sent
    static Usage of(Map<String, JsonValue> usage, boolean fromText) {
        Map<String, JsonValue> in = object(usage, "input_tokens_details");
        Map<String, JsonValue> out = object(usage, "output_tokens_details");
        return new Usage(
                in.isEmpty() ? (fromText ? number(usage, "input_tokens") : null) : number(in, "text_tokens"),
                null,
                number(in, "image_tokens"),
                null,
                number(out, "text_tokens"),
                out.isEmpty() ? number(usage, "output_tokens") : number(out, "image_tokens"));
    }

    private static Map<String, JsonValue> object(Map<String, JsonValue> of, String name) {
        return Optional.<JsonField<?>>ofNullable(of.get(name))
                .flatMap(JsonField::asObject)
                .orElse(Map.of());
    }

    static @Nullable Long number(Map<String, JsonValue> of, String name) {
        return Optional.<JsonField<?>>ofNullable(of.get(name))
                .flatMap(JsonField::asNumber)
                .map(Number::longValue)
                .orElse(null);
    }
}
