package io.diptych.simulator.openai;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltAnswer;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/batches`: submit, look, list, cancel. A batch is billed once the clock says it has ended.
///
/// Batches live in memory: a restart forgets them.
final class OpenAiBatches {

    static final String GENERATIONS = "/v1/images/generations";
    static final String EDITS = "/v1/images/edits";

    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int DEFAULT_PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final Workshop workshop;
    private final StoredFiles files;
    private final Duration batchLatency;
    private final BatchInput input;
    private final BatchOutput output;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<OpenAiBatch> batches = new ArrayList<>();

    OpenAiBatches(
            Workshop workshop,
            List<OpenAiModel> models,
            StoredFiles files,
            OpenAiAnswers answers,
            Duration batchLatency) {
        this.workshop = workshop;
        this.files = files;
        this.batchLatency = batchLatency;
        this.input = new BatchInput(workshop, models, files);
        this.output = new BatchOutput(workshop, files, answers);
    }

    void addTo(Routes routes) {
        routes.add("POST", "/v1/batches", this::submit)
                .add("GET", "/v1/batches", this::list)
                .add("GET", "/v1/batches/{id}", this::get)
                .add("POST", "/v1/batches/{id}/cancel", this::cancel);
    }

    /// Bills the batches that have ended by now, and makes their files.
    void settle() {
        Instant now = workshop.clock().instant();
        locked(() -> {
            batches.stream().filter(batch -> batch.settle(now)).forEach(batch -> output.settle(batch, now));
            return batches;
        });
    }

    private Answer submit(Call call) throws IOException {
        OpenAiKey.check(call);
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(call.body(MAX_BODY_BYTES));
        } catch (JacksonException | BodyTooLarge e) {
            throw OpenAiErrors.unreadable(String.valueOf(e.getMessage()));
        }
        String endpoint = body.path("endpoint").asString("");
        if (!Set.of(GENERATIONS, EDITS).contains(endpoint)) {
            throw OpenAiErrors.invalid("endpoint", "invalid_value", "Invalid value: '" + endpoint + "'.");
        }
        if (!body.path("completion_window").asString("").equals("24h")) {
            throw OpenAiErrors.invalid("completion_window", "invalid_value", "The completion window must be '24h'.");
        }
        String fileId = body.path("input_file_id").asString("");
        if (files.purpose(fileId).filter("batch"::equals).isEmpty()) {
            throw OpenAiErrors.invalid(
                    "input_file_id", "invalid_file_id", "No file of purpose 'batch' with id '" + fileId + "'.");
        }
        String id = workshop.ids().next("batch_");
        @Nullable
        FaultMode fault = workshop.faults()
                .strike(
                        "gpt-image-2",
                        Objects.requireNonNullElse(call.clientRequestId(), id),
                        FaultMode.OF_OPENAI_SUBMISSIONS)
                .orElse(null);
        Answer.@Nullable Whole error = fault == null ? null : OpenAiFaults.answer(fault, "gpt-image-2", id);
        if (error != null) {
            return error;
        }
        Instant now = workshop.clock().instant();
        OpenAiBatch batch = new OpenAiBatch(
                id,
                endpoint,
                fileId,
                metadata(body.path("metadata")),
                input.read(Objects.requireNonNull(files.content(fileId)), endpoint),
                now,
                workshop.pace().latency(batchLatency, "batch", id),
                fault == FaultMode.EXPIRE);
        locked(() -> batches.add(batch));
        return SpoiltAnswer.of(fault, Answer.json(200, BatchObject.of(batch, now)));
    }

    private static Map<String, String> metadata(JsonNode node) {
        Map<String, String> metadata = new HashMap<>();
        node.properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
        return metadata;
    }

    private Answer get(Call call) {
        OpenAiKey.check(call);
        OpenAiBatch batch = find(call.path("id"));
        return Answer.json(200, BatchObject.of(batch, workshop.clock().instant()));
    }

    private Answer cancel(Call call) {
        OpenAiKey.check(call);
        OpenAiBatch batch = find(call.path("id"));
        Instant now = workshop.clock().instant();
        locked(() -> {
            batch.cancel(now);
            return batch;
        });
        return Answer.json(200, BatchObject.of(batch, now));
    }

    /// Newest first, a page at a time: `after` names the last one of the page before.
    private Answer list(Call call) {
        OpenAiKey.check(call);
        settle();
        List<OpenAiBatch> all = locked(() -> List.copyOf(batches.reversed()));
        String after = call.query("after");
        int start = 0;
        if (after != null) {
            while (start < all.size() && !all.get(start).id().equals(after)) {
                start++;
            }
            start = Math.min(start + 1, all.size());
        }
        int end = Math.min(start + limit(call), all.size());
        Instant now = workshop.clock().instant();
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        all.subList(start, end).forEach(batch -> data.add(BatchObject.of(batch, now)));
        if (start < end) {
            body.put("first_id", all.get(start).id())
                    .put("last_id", all.get(end - 1).id());
        }
        return Answer.json(200, body.put("has_more", end < all.size()));
    }

    private static int limit(Call call) {
        String limit = call.query("limit");
        try {
            return limit == null ? DEFAULT_PAGE : Math.clamp(Integer.parseInt(limit), 1, LARGEST_PAGE);
        } catch (NumberFormatException e) {
            throw OpenAiErrors.invalid("limit", "invalid_type", "Invalid type for 'limit': expected an integer.");
        }
    }

    private OpenAiBatch find(String id) {
        settle();
        return locked(() -> batches.stream()
                .filter(batch -> batch.id().equals(id))
                .findFirst()
                .orElseThrow(() -> OpenAiErrors.noSuchThing("Batch", id)));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
