package io.diptych.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.InlinedResponse;
import com.google.genai.types.JobError;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.RenderCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A batch as lines of JSON: `key` and `request` on the way in, `key` with `response` or `error`
/// on the way out.
final class BatchLines {
    private static final JsonMapper JSON = new JsonMapper();

    private BatchLines() {}

    /// The file that hands these calls over.
    static byte[] of(List<RenderCall> calls, GeminiProperties.@Nullable Thinking thinking) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (RenderCall call : calls) {
            ObjectNode line = JSON.createObjectNode().put(BatchAnswer.KEY, call.attemptId());
            ObjectNode request = line.putObject("request");
            request.putArray("contents").add(tree(ContentRequest.content(call).toJson()));
            GenerateContentConfig config =
                    ContentRequest.config(call, false, thinking).build();
            request.set("generationConfig", tree(config.toJson()));
            lines.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /// Outcomes by attempt id.
    ///
    /// @throws BatchException if a line cannot be read, or can be given to no attempt
    static Map<String, ProviderOutcome> read(byte[] file) throws BatchException {
        List<InlinedResponse> items = new ArrayList<>();
        for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
            if (!line.isBlank()) {
                items.add(item(line, items.size() + 1));
            }
        }
        return BatchAnswer.read(items, List.of());
    }

    private static InlinedResponse item(String line, int number) throws BatchException {
        try {
            JsonNode result = JSON.readTree(line);
            InlinedResponse.Builder item = InlinedResponse.builder();
            if (result.hasNonNull(BatchAnswer.KEY)) {
                item.metadata(
                        Map.of(BatchAnswer.KEY, result.get(BatchAnswer.KEY).asText()));
            }
            if (result.hasNonNull("response")) {
                item.response(
                        GenerateContentResponse.fromJson(result.get("response").toString()));
            }
            if (result.hasNonNull("error")) {
                item.error(JobError.fromJson(result.get("error").toString()));
            }
            return item.build();
        } catch (JsonProcessingException | RuntimeException e) {
            throw new BatchException(
                    FailureCode.MALFORMED_RESPONSE,
                    false,
                    "line " + number + " of the results cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the SDK wrote is no JSON", e);
        }
    }
}
