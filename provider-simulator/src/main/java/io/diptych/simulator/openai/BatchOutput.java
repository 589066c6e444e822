package io.diptych.simulator.openai;

import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an ended batch leaves behind: lines on the invoice, a file of answers and a file of errors.
final class BatchOutput {

    private final Workshop workshop;
    private final StoredFiles files;
    private final OpenAiAnswers answers;

    BatchOutput(Workshop workshop, StoredFiles files, OpenAiAnswers answers) {
        this.workshop = workshop;
        this.files = files;
        this.answers = answers;
    }

    /// Bills what was made, and makes the files. Images are drawn when a file is read, one at a time.
    void settle(OpenAiBatch batch, Instant now) {
        int made = batch.made(now);
        List<BatchLine> good = new ArrayList<>();
        List<BatchLine> bad = new ArrayList<>();
        for (BatchLine line : batch.lines().subList(0, made)) {
            (line.fate() instanceof BatchLine.Refused ? bad : good).add(line);
            if (line.fate() instanceof BatchLine.Drawn drawn) {
                bill(line, drawn.order());
            }
        }
        List<BatchLine> unmade = batch.lines().subList(made, batch.lines().size());
        boolean cancelled = batch.cancelled() != null;
        batch.leave(
                good.isEmpty()
                        ? null
                        : files.keep(batch.id() + "_output.jsonl", "batch_output", null, out -> write(good, out)),
                bad.isEmpty() && unmade.isEmpty()
                        ? null
                        : files.keep(batch.id() + "_error.jsonl", "batch_output", null, out -> {
                            write(bad, out);
                            for (BatchLine line : unmade) {
                                send(unmade(line, cancelled), out);
                            }
                        }));
    }

    private void bill(BatchLine line, ImageOrder order) {
        workshop.invoice()
                .bill(order.purchase(Lane.BATCH, line.customId(), line.requestId(), order.usage(order.images(), 0)));
    }

    private void write(List<BatchLine> lines, OutputStream out) throws IOException, InterruptedException {
        for (BatchLine line : lines) {
            switch (line.fate()) {
                case BatchLine.Drawn(ImageOrder order, var fault) -> {
                    List<byte[]> images = new ArrayList<>();
                    for (int i = 0; i < order.images(); i++) {
                        images.add(order.draw(workshop, i, fault));
                    }
                    Usage usage = order.usage(images.size(), 0);
                    send(answered(line, 200, answers.images(order, images, usage)), out);
                }
                case BatchLine.Empty(ImageOrder order) ->
                    send(answered(line, 200, answers.images(order, List.of(), order.usage(0, 0))), out);
                case BatchLine.Refused(int status, JsonNode body) -> send(answered(line, status, body), out);
            }
        }
    }

    private static ObjectNode answered(BatchLine line, int status, JsonNode body) {
        ObjectNode answer = Json.object().put("id", line.id()).put("custom_id", line.customId());
        answer.putObject("response")
                .put("status_code", status)
                .put("request_id", line.requestId())
                .set("body", body);
        return answer.putNull("error");
    }

    private static ObjectNode unmade(BatchLine line, boolean cancelled) {
        ObjectNode answer = Json.object()
                .put("id", line.id())
                .put("custom_id", line.customId())
                .putNull("response");
        answer.putObject("error")
                .put("code", cancelled ? "batch_cancelled" : "batch_expired")
                .put(
                        "message",
                        cancelled
                                ? "This request was not executed before the batch was cancelled."
                                : "This request could not be executed before the completion window expired.");
        return answer;
    }

    private static void send(ObjectNode line, OutputStream out) throws IOException {
        out.write(Json.MAPPER.writeValueAsBytes(line));
        out.write('\n');
    }
}
