package io.diptych.simulator.gemini;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltAnswer;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Batches of images: submit, look, list, cancel, delete.
final class BatchEndpoints implements AutoCloseable {

    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 1000;

    private final Workshop workshop;
    private final GeminiModels models;
    private final Duration batchLatency;
    private final Batches batches;
    private final BatchIntake intake;
    private final BatchOperation operation;
    private final GeminiFiles files;

    BatchEndpoints(Workshop workshop, GeminiModels models, GeminiFiles files, Duration batchLatency) {
        this.workshop = workshop;
        this.models = models;
        this.files = files;
        this.batchLatency = batchLatency;
        this.batches = new Batches(workshop);
        this.intake = new BatchIntake(workshop);
        this.operation = new BatchOperation(workshop);
    }

    void addTo(Routes routes) {
        routes.add("POST", "/v1beta/models/{model}:batchGenerateContent", this::submit)
                .add("GET", "/v1beta/batches", this::list)
                .add("GET", "/v1beta/batches/{id}", this::get)
                .add("POST", "/v1beta/batches/{id}:cancel", this::cancel)
                .add("DELETE", "/v1beta/batches/{id}", this::delete);
    }

    /// Bills the batches that are done by now.
    void settle() {
        batches.settle();
    }

    @Override
    public void close() {
        batches.close();
    }

    private Answer submit(Call call) throws IOException {
        GeminiCalls.checkKey(call);
        String asked = call.path("model");
        GeminiModel model = models.find(asked)
                .filter(GeminiModel::batch)
                .orElseThrow(() -> GeminiErrors.noSuchModel(asked, "v1beta", "batchGenerateContent"));
        JsonNode body = GeminiCalls.body(call);
        String id = workshop.ids().next("");
        @Nullable
        FaultMode fault = workshop.faults()
                .strike(
                        model.id(),
                        Objects.requireNonNullElse(call.clientRequestId(), id),
                        FaultMode.OF_GEMINI_SUBMISSIONS)
                .orElse(null);
        Answer.@Nullable Whole error = fault == null ? null : GeminiFaults.answer(fault, model.id());
        if (error != null) {
            return error;
        }
        String displayName = GeminiCalls.field(GeminiCalls.field(body, "batch"), "displayName")
                .asString("");
        String file = GeminiCalls.field(GeminiCalls.field(GeminiCalls.field(body, "batch"), "inputConfig"), "fileName")
                .asString("");
        List<BatchItem> items =
                file.isEmpty() ? intake.read(body, model, asked) : intake.readLines(files.content(file), model, asked);
        Instant now = workshop.clock().instant();
        Batch batch = new Batch(
                id,
                model,
                displayName,
                items,
                !file.isEmpty(),
                now,
                workshop.pace().latency(batchLatency, "batch", id));
        batches.add(batch);
        if (batch.isOfFile()) {
            files.offer(batch.outputFile(), "application/jsonl", out -> writeOutput(batch, out));
        }
        return SpoiltAnswer.of(fault, Answer.json(200, BatchOperation.summary(batch, now)));
    }

    private void writeOutput(Batch batch, OutputStream out) throws IOException, InterruptedException {
        if (batch.state(workshop.clock().instant()) == Batch.State.BATCH_STATE_SUCCEEDED) {
            operation.writeLines(batch, out);
        }
    }

    private Answer get(Call call) {
        GeminiCalls.checkKey(call);
        Batch batch = find(call);
        Instant now = workshop.clock().instant();
        return switch (batch.state(now)) {
            case BATCH_STATE_SUCCEEDED ->
                new Answer.Streamed(200, Answer.JSON, out -> operation.writeWithResults(batch, now, out));
            case BATCH_STATE_PENDING, BATCH_STATE_RUNNING, BATCH_STATE_CANCELLED, BATCH_STATE_EXPIRED ->
                Answer.json(200, BatchOperation.summary(batch, now));
        };
    }

    private Answer list(Call call) {
        GeminiCalls.checkKey(call);
        int size = number(call, "pageSize", DEFAULT_PAGE);
        int from = number(call, "pageToken", 0);
        List<Batch> all = batches.newestFirst();
        int start = Math.min(from, all.size());
        int end = Math.min(start + Math.clamp(size, 1, LARGEST_PAGE), all.size());
        Instant now = workshop.clock().instant();
        ObjectNode body = Json.object();
        ArrayNode operations = body.putArray("operations");
        all.subList(start, end).forEach(batch -> operations.add(BatchOperation.summary(batch, now)));
        if (end < all.size()) {
            body.put("nextPageToken", Integer.toString(end));
        }
        return Answer.json(200, body);
    }

    private Answer cancel(Call call) {
        GeminiCalls.checkKey(call);
        batches.cancel(find(call));
        return Answer.json(200, Json.object());
    }

    private Answer delete(Call call) {
        GeminiCalls.checkKey(call);
        find(call).delete();
        batches.settle();
        return Answer.json(200, Json.object());
    }

    private Batch find(Call call) {
        String id = call.path("id");
        return batches.find(id)
                .orElseThrow(() -> GeminiErrors.notFound("Requested entity was not found: batches/" + id));
    }

    private static int number(Call call, String name, int otherwise) {
        String value = call.query(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            return Math.max(0, Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw GeminiErrors.invalid("Invalid value at '" + name + "': \"" + value + "\"");
        }
    }
}
