package io.diptych.simulator.gemini;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.workshop.Workshop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the requests of a batch, and settles what will come of each.
final class BatchIntake {

    private static final int INVALID_ARGUMENT = 3;
    private static final int INTERNAL = 13;

    private final Workshop workshop;

    BatchIntake(Workshop workshop) {
        this.workshop = workshop;
    }

    /// Reads the items of a batch.
    ///
    /// @param body a `BatchGenerateContentRequest` with inline requests
    /// @throws CallRejected if there are none
    List<BatchItem> read(JsonNode body, GeminiModel model, String asked) {
        JsonNode input = GeminiCalls.field(GeminiCalls.field(body, "batch"), "inputConfig");
        JsonNode requests = GeminiCalls.field(GeminiCalls.field(input, "requests"), "requests");
        if (requests.isEmpty()) {
            throw GeminiErrors.invalid("* BatchGenerateContentRequest.batch.input_config: requests is not specified\n");
        }
        List<BatchItem> items = new ArrayList<>();
        for (JsonNode request : requests) {
            JsonNode metadata = request.get("metadata");
            String key =
                    metadata == null ? null : metadata.path("key").asStringOpt().orElse(null);
            items.add(new BatchItem(metadata, key, fate(request.path("request"), key, model, asked)));
        }
        return items;
    }

    /// Reads the items of a batch that came as a file, a line of JSON for each.
    ///
    /// @throws CallRejected if there are none, or a line is no request
    List<BatchItem> readLines(byte[] file, GeminiModel model, String asked) {
        List<BatchItem> items = new ArrayList<>();
        for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
            if (!line.isBlank()) {
                items.add(item(line, items.size() + 1, model, asked));
            }
        }
        if (items.isEmpty()) {
            throw GeminiErrors.invalid("The input file is empty.");
        }
        return items;
    }

    private BatchItem item(String line, int number, GeminiModel model, String asked) {
        JsonNode request;
        try {
            request = Json.MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw GeminiErrors.invalid("Line " + number + " of the input file is not JSON: " + e.getOriginalMessage());
        }
        String key = request.path("key").asStringOpt().orElse(null);
        return new BatchItem(null, key, fate(request.path("request"), key, model, asked));
    }

    private BatchItem.Fate fate(JsonNode request, @Nullable String key, GeminiModel model, String asked) {
        ImageWish wish;
        try {
            wish = ImageWish.of(request, model, asked);
        } catch (CallRejected rejected) {
            return new BatchItem.Failed(INVALID_ARGUMENT, messageOf(rejected.answer()));
        }
        String responseId = workshop.ids().next("");
        @Nullable
        FaultMode fault = workshop.faults()
                .strike(model.id(), key == null ? responseId : key, FaultMode.OF_BATCH_ITEMS)
                .orElse(null);
        return switch (fault) {
            case SERVER_ERROR -> new BatchItem.Failed(INTERNAL, "Internal error encountered.");
            case REFUSAL -> new BatchItem.Withheld(wish, responseId, "IMAGE_SAFETY");
            case EMPTY -> new BatchItem.Withheld(wish, responseId, "NO_IMAGE");
            case null -> new BatchItem.Drawn(wish, responseId, null);
            case BLANK, WRONG_RATIO, RATE_LIMIT, HANG, MALFORMED, CUT -> new BatchItem.Drawn(wish, responseId, fault);
            case UNAUTHORIZED,
                    FORBIDDEN,
                    SHUT_MODEL,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    NO_CREDIT,
                    BAD_GATEWAY,
                    OVERLOADED,
                    CUT_EARLY,
                    TRICKLE,
                    LARGE,
                    WRONG_SIZE,
                    TRUNCATED,
                    NOT_IMAGE,
                    STREAM_ERROR,
                    EXPIRE -> throw new IllegalStateException(fault + " does not happen to an item");
        };
    }

    private static String messageOf(Answer answer) {
        if (!(answer instanceof Answer.Whole whole)) {
            return "Request contains an invalid argument.";
        }
        byte[] body = new byte[whole.body().remaining()];
        whole.body().get(body);
        return Json.MAPPER.readTree(body).path("error").path("message").asString("");
    }
}
