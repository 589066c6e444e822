package io.diptych.simulator.openai;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.workshop.Workshop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the input file of a batch.
final class BatchInput {

    private static final int MAX_LINES = 50_000;

    private final Workshop workshop;
    private final List<OpenAiModel> models;
    private final StoredFiles files;

    BatchInput(Workshop workshop, List<OpenAiModel> models, StoredFiles files) {
        this.workshop = workshop;
        this.models = models;
        this.files = files;
    }

    /// The lines of a batch, or what is wrong with the file: then none of it is made.
    record Read(List<BatchLine> lines, List<Flaw> flaws) {}

    /// What is wrong with a line.
    ///
    /// @param line counted from 1
    record Flaw(String code, String message, int line) {}

    Read read(byte[] file, String endpoint) {
        List<BatchLine> lines = new ArrayList<>();
        List<Flaw> flaws = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String[] texts = new String(file, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < texts.length; i++) {
            if (texts[i].isBlank()) {
                continue;
            }
            Flaw flaw = line(texts[i], i + 1, endpoint, names, lines);
            if (flaw != null) {
                flaws.add(flaw);
            }
        }
        if (lines.isEmpty() && flaws.isEmpty()) {
            flaws.add(new Flaw("empty_file", "The batch file is empty.", 1));
        }
        if (lines.size() > MAX_LINES) {
            flaws.add(new Flaw("too_many_tasks", "The batch has more than " + MAX_LINES + " requests.", MAX_LINES + 1));
        }
        return new Read(lines, flaws);
    }

    private @Nullable Flaw line(String text, int number, String endpoint, Set<String> names, List<BatchLine> lines) {
        JsonNode line;
        try {
            line = Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return new Flaw("invalid_json_line", "This line is not parseable as valid JSON.", number);
        }
        String customId = line.path("custom_id").asString("");
        if (customId.isEmpty()) {
            return new Flaw("missing_required_parameter", "Missing required parameter: 'custom_id'.", number);
        }
        if (!names.add(customId)) {
            return new Flaw("duplicate_custom_id", "The custom_id '" + customId + "' is not unique.", number);
        }
        if (!line.path("method").asString("").equals("POST")) {
            return new Flaw("invalid_method", "The method must be POST.", number);
        }
        if (!line.path("url").asString("").equals(endpoint)) {
            return new Flaw("mismatched_url", "The URL must be the batch's endpoint, " + endpoint + ".", number);
        }
        String requestId = workshop.ids().next("req_");
        lines.add(new BatchLine(
                workshop.ids().next("batch_req_"),
                customId,
                requestId,
                fate(line.path("body"), endpoint, customId, requestId)));
        return null;
    }

    private BatchLine.Fate fate(JsonNode body, String endpoint, String customId, String requestId) {
        ImageOrder order;
        try {
            order = endpoint.equals(OpenAiBatches.EDITS)
                    ? ImageOrder.edit(EditForm.of(body, files::content), models)
                    : ImageOrder.generation(body, models);
        } catch (CallRejected rejected) {
            return refused(rejected.answer());
        }
        String model = order.model().id();
        @Nullable
        FaultMode fault = workshop.faults()
                .strike(model, customId, FaultMode.OF_BATCH_ITEMS)
                .orElse(null);
        if (fault == FaultMode.EMPTY) {
            return new BatchLine.Empty(order);
        }
        Answer.@Nullable Whole error = fault == null ? null : OpenAiFaults.answer(fault, model, requestId);
        return error == null ? new BatchLine.Drawn(order, fault) : refused(error);
    }

    private static BatchLine.Fate refused(Answer answer) {
        if (!(answer instanceof Answer.Whole whole)) {
            throw new IllegalStateException("an error answer is " + answer + ", but must be whole");
        }
        byte[] body = new byte[whole.body().remaining()];
        whole.body().get(body);
        return new BatchLine.Refused(whole.status(), Json.MAPPER.readTree(body));
    }
}
