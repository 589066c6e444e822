package io.diptych.simulator.openai;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltImage;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.ConnectionCut;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The answer to a call with `stream`: unfinished images, evenly spread over the time it takes, then the finished one.
///
/// It is billed before its first event, so a caller who goes away pays all the same.
final class EventStream {

    private static final int COARSEST = 64;

    private final Workshop workshop;
    private final ImageOrder order;
    private final String requestId;
    private final @Nullable String clientRequestId;
    private final @Nullable FaultMode fault;
    private final Duration latency;
    private final String kind;

    EventStream(
            Workshop workshop,
            ImageOrder order,
            String requestId,
            @Nullable String clientRequestId,
            @Nullable FaultMode fault,
            Duration latency) {
        this.workshop = workshop;
        this.order = order;
        this.requestId = requestId;
        this.clientRequestId = clientRequestId;
        this.fault = fault;
        this.latency = latency;
        this.kind = order.isEdit() ? "image_edit" : "image_generation";
    }

    /// The answer, or one of the ways it fails to come.
    Answer answer(Map<String, String> headers) {
        if (fault == FaultMode.HANG || fault == FaultMode.CUT_EARLY) {
            bill();
            return fault == FaultMode.HANG ? new Answer.Silence() : new Answer.Dropped();
        }
        return new Answer.Streamed(200, "text/event-stream", headers, this::write);
    }

    private Usage usage() {
        return order.usage(order.images(), order.partials());
    }

    private void bill() {
        workshop.invoice().bill(order.purchase(Lane.STANDARD, clientRequestId, requestId, usage()));
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        if (fault == FaultMode.EMPTY) {
            ObjectNode nothing = event(kind + ".completed").put("b64_json", "");
            nothing.set("usage", OpenAiAnswers.usage(order.usage(0, 0)));
            send(out, kind + ".completed", nothing);
            return;
        }
        byte[] image = order.draw(workshop, 0, fault);
        Duration step = latency.dividedBy(order.partials() + 1L);
        if (fault != FaultMode.STREAM_ERROR) {
            bill();
        }
        for (int i = 0; i < order.partials(); i++) {
            Thread.sleep(step);
            send(out, kind + ".partial_image", partial(i, image));
            if (breaksOff(out)) {
                return;
            }
        }
        Thread.sleep(step);
        if (breaksOff(out)) {
            return;
        }
        if (fault == FaultMode.MALFORMED) {
            out.write("event: x\ndata: {\"type\":\"x\n\n".getBytes(StandardCharsets.UTF_8));
            return;
        }
        ObjectNode completed = event(kind + ".completed").put("b64_json", SpoiltImage.of(fault, image));
        completed.set("usage", OpenAiAnswers.usage(usage()));
        send(out, kind + ".completed", completed);
    }

    /// Whether an error event has ended the stream.
    private boolean breaksOff(OutputStream out) throws IOException, InterruptedException {
        if (fault == FaultMode.CUT) {
            throw new ConnectionCut();
        }
        if (fault == FaultMode.STREAM_ERROR) {
            ObjectNode error = Json.object().put("type", "error");
            error.putObject("error")
                    .put("type", "image_generation_user_error")
                    .put("code", "moderation_blocked")
                    .put("message", "Your request was rejected by the safety system.")
                    .putNull("param");
            send(out, "error", error);
            return true;
        }
        if (fault == FaultMode.TRICKLE) {
            Thread.sleep(Duration.ofMinutes(10));
        }
        return false;
    }

    private ObjectNode partial(int index, byte[] image) throws InterruptedException {
        return event(kind + ".partial_image")
                .put("partial_image_index", index)
                .put("b64_json", workshop.studio().rough(image, COARSEST >> index));
    }

    private ObjectNode event(String type) {
        return OpenAiAnswers.describe(
                Json.object()
                        .put("type", type)
                        .put("created_at", workshop.clock().instant().getEpochSecond()),
                order);
    }

    private static void send(OutputStream out, String name, ObjectNode data) throws IOException {
        out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(Json.MAPPER.writeValueAsBytes(data));
        out.write("\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
