package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Json;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A batch on the wire: a long-running operation whose metadata carry state, counts and results. 64-bit numbers are
/// strings.
final class BatchOperation {

    private static final String TYPE = "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch";

    private final Workshop workshop;

    BatchOperation(Workshop workshop) {
        this.workshop = workshop;
    }

    /// The operation without results, as a listing shows it.
    static ObjectNode summary(Batch batch, Instant now) {
        Batch.State state = batch.state(now);
        boolean done = isDone(state);
        ObjectNode operation = Json.object().put("name", batch.name());
        ObjectNode metadata = operation
                .putObject("metadata")
                .put("@type", TYPE)
                .put("model", "models/" + batch.model().id())
                .put("displayName", batch.displayName())
                .put("createTime", batch.created().toString())
                .put("updateTime", batch.updated(now).toString());
        if (done) {
            metadata.put("endTime", batch.updated(now).toString());
        }
        metadata.set("batchStats", stats(batch, state));
        metadata.put("state", state.name()).put("name", batch.name());
        if (done) {
            operation.put("done", true);
        }
        return operation;
    }

    private static ObjectNode stats(Batch batch, Batch.State state) {
        int all = batch.items().size();
        long failed = batch.items().stream()
                .filter(item -> item.fate() instanceof BatchItem.Failed)
                .count();
        ObjectNode stats = Json.object().put("requestCount", Integer.toString(all));
        return switch (state) {
            case BATCH_STATE_PENDING, BATCH_STATE_RUNNING -> stats.put("pendingRequestCount", Integer.toString(all));
            case BATCH_STATE_CANCELLED, BATCH_STATE_EXPIRED -> stats;
            case BATCH_STATE_SUCCEEDED -> {
                if (all > failed) {
                    stats.put("successfulRequestCount", Long.toString(all - failed));
                }
                yield failed > 0 ? stats.put("failedRequestCount", Long.toString(failed)) : stats;
            }
        };
    }

    static boolean isDone(Batch.State state) {
        return switch (state) {
            case BATCH_STATE_PENDING, BATCH_STATE_RUNNING -> false;
            case BATCH_STATE_SUCCEEDED, BATCH_STATE_CANCELLED, BATCH_STATE_EXPIRED -> true;
        };
    }

    /// Writes the operation with its results, drawing each image as its turn comes: no two are in memory at once.
    void writeWithResults(Batch batch, Instant now, OutputStream out) throws InterruptedException {
        ObjectNode summary = summary(batch, now);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            for (var property : summary.properties()) {
                json.writeName(property.getKey());
                if (property.getKey().equals("metadata")) {
                    metadata(json, property.getValue(), batch);
                } else {
                    Json.MAPPER.writeValue(json, property.getValue());
                }
            }
            json.writeEndObject();
        }
    }

    private void metadata(JsonGenerator json, JsonNode metadata, Batch batch) throws InterruptedException {
        json.writeStartObject();
        for (var property : metadata.properties()) {
            json.writeName(property.getKey());
            Json.MAPPER.writeValue(json, property.getValue());
        }
        json.writeName("output").writeStartObject();
        if (batch.isOfFile()) {
            json.writeName("responsesFile").writeString("files/" + batch.outputFile());
        } else {
            json.writeName("inlinedResponses").writeStartObject();
            json.writeName("inlinedResponses").writeStartArray();
            for (BatchItem item : batch.items()) {
                Json.MAPPER.writeValue(json, response(item));
            }
            json.writeEndArray().writeEndObject();
        }
        json.writeEndObject().writeEndObject();
    }

    /// Writes the results of a batch that came as a file: a line of JSON for each of its items.
    void writeLines(Batch batch, OutputStream out) throws IOException, InterruptedException {
        for (BatchItem item : batch.items()) {
            ObjectNode line = response(item);
            if (item.key() != null) {
                line.put("key", item.key());
            }
            out.write(Json.MAPPER.writeValueAsBytes(line));
            out.write('\n');
        }
    }

    private ObjectNode response(BatchItem item) throws InterruptedException {
        ObjectNode response = Json.object();
        switch (item.fate()) {
            case BatchItem.Drawn(ImageWish wish, String responseId, var fault) -> {
                response.set("response", GeminiAnswers.image(wish, responseId, wish.draw(workshop, fault)));
            }
            case BatchItem.Withheld(ImageWish wish, String responseId, String reason) ->
                response.set("response", GeminiAnswers.noImage(wish, responseId, reason));
            case BatchItem.Failed(int code, String message) ->
                response.putObject("error").put("code", code).put("message", message);
        }
        if (item.metadata() != null) {
            response.set("metadata", item.metadata());
        }
        return response;
    }
}
