package io.diptych.simulator.openai;

import io.diptych.simulator.http.Json;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A batch on the wire.
final class BatchObject {

    private BatchObject() {}

    static ObjectNode of(OpenAiBatch batch, Instant now) {
        OpenAiBatch.Status status = batch.status(now);
        ObjectNode body = Json.object()
                .put("id", batch.id())
                .put("object", "batch")
                .put("endpoint", batch.endpoint())
                .put("input_file_id", batch.inputFileId())
                .put("completion_window", "24h")
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("output_file_id", batch.outputFileId())
                .put("error_file_id", batch.errorFileId())
                .put("created_at", batch.created().getEpochSecond())
                .put("expires_at", batch.expires().getEpochSecond());
        Instant cancelled = batch.cancelled();
        at(body, "in_progress_at", batch.starts(), batch.flaws().isEmpty() && !now.isBefore(batch.starts()));
        at(body, "finalizing_at", batch.finalizes(), cancelled == null && !now.isBefore(batch.finalizes()));
        at(body, "completed_at", batch.due(), status == OpenAiBatch.Status.COMPLETED);
        at(body, "failed_at", batch.starts(), status == OpenAiBatch.Status.FAILED);
        at(body, "expired_at", batch.expires(), status == OpenAiBatch.Status.EXPIRED);
        at(body, "cancelling_at", cancelled, cancelled != null);
        at(body, "cancelled_at", cancelled, status == OpenAiBatch.Status.CANCELLED);
        counts(body, batch, now);
        errors(body, batch, status);
        ObjectNode metadata = body.putObject("metadata");
        batch.metadata().forEach(metadata::put);
        return body;
    }

    private static void at(ObjectNode body, String name, @Nullable Instant when, boolean reached) {
        if (reached && when != null) {
            body.put(name, when.getEpochSecond());
        } else {
            body.putNull(name);
        }
    }

    private static void counts(ObjectNode body, OpenAiBatch batch, Instant now) {
        int made = batch.made(now);
        long failed = batch.lines().subList(0, made).stream()
                .filter(line -> line.fate() instanceof BatchLine.Refused)
                .count();
        body.putObject("request_counts")
                .put("total", batch.lines().size())
                .put("completed", made - failed)
                .put("failed", failed);
    }

    private static void errors(ObjectNode body, OpenAiBatch batch, OpenAiBatch.Status status) {
        if (status != OpenAiBatch.Status.FAILED) {
            body.putNull("errors");
            return;
        }
        ObjectNode errors = body.putObject("errors").put("object", "list");
        ArrayNode data = errors.putArray("data");
        batch.flaws()
                .forEach(flaw -> data.addObject()
                        .put("code", flaw.code())
                        .put("message", flaw.message())
                        .putNull("param")
                        .put("line", flaw.line()));
    }
}
