package io.diptych.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.images.ImagesResponse;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the lines of a batch's output and error files mean.
final class BatchLines {
    private static final int GOOD = 200;

    private BatchLines() {}

    /// Outcomes by attempt id.
    ///
    /// @param fromText whether the batch is of generations, whose input is all text
    /// @throws IOException      if the file breaks off
    /// @throws JacksonException if a line is not JSON
    static Map<String, ProviderOutcome> read(InputStream file, boolean fromText) throws IOException {
        JsonMapper json = ObjectMappers.jsonMapper();
        Map<String, ProviderOutcome> outcomes = new LinkedHashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            if (!line.isBlank()) {
                JsonNode node = json.readTree(line);
                outcomes.put(node.path("custom_id").asText(), outcome(json, node, fromText));
            }
            line = lines.readLine();
        }
        return outcomes;
    }

    private static ProviderOutcome outcome(JsonMapper json, JsonNode line, boolean fromText) {
        JsonNode response = line.path("response");
        if (response.isObject()) {
            return answered(json, response, fromText);
        }
        JsonNode error = line.path("error");
        if (error.isObject()) {
            String code = text(error, "code");
            return Failed.unbilled(unmade(code), "the line was not made: " + code + ": " + text(error, "message"));
        }
        return new Failed(
                FailureCode.MALFORMED_RESPONSE,
                Billing.UNKNOWN,
                "the line holds neither a response nor an error",
                null,
                null,
                text(line, "id"));
    }

    private static ProviderOutcome answered(JsonMapper json, JsonNode response, boolean fromText) {
        String requestId = text(response, "request_id");
        JsonNode body = response.path("body");
        int status = response.path("status_code").asInt();
        if (status != GOOD) {
            JsonNode error = body.path("error");
            FailureTable.Row row = FailureTable.find(status, text(error, "code"), text(error, "type"));
            return new Failed(
                    row.failure(), row.billing(), status + ": " + text(error, "message"), null, null, requestId);
        }
        try {
            return ImageAnswer.read(
                    json.treeToValue(body, ImagesResponse.class),
                    "image/png",
                    fromText,
                    ImageAnswer.Fetcher.NONE,
                    requestId);
        } catch (JacksonException | OpenAIInvalidDataException | IllegalArgumentException e) {
            return new Failed(
                    FailureCode.MALFORMED_RESPONSE,
                    Billing.UNKNOWN,
                    "the line's answer cannot be read: " + e.getMessage(),
                    null,
                    null,
                    requestId);
        }
    }

    /// Lines that a batch did not get to: it ran out of time, or was cancelled.
    private static FailureCode unmade(@Nullable String code) {
        return switch (String.valueOf(code)) {
            case "batch_expired" -> FailureCode.UNAVAILABLE;
            case "batch_cancelled" -> FailureCode.CANCELLED;
            default -> FailureTable.unnumbered(code, null).failure();
        };
    }

    private static @Nullable String text(JsonNode of, String name) {
        return of.path(name).isTextual() ? of.path(name).asText() : null;
    }
}
