package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.ConnectionCut;
import io.diptych.simulator.http.Endpoint;
import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST …:streamGenerateContent`: the answer to a call in pieces, as events with `alt=sse`, else as a JSON list.
/// An image comes whole, in one piece; the last one has no parts, but the reason for the end and all counts.
final class ContentStream {
    private ContentStream() {}

    /// The same endpoint, answering in pieces. What is no good answer stays as it is.
    static Endpoint of(Endpoint whole) {
        return call -> {
            boolean asEvents = "sse".equals(call.query("alt"));
            return switch (whole.handle(call)) {
                case Answer.Whole good when good.status() == 200 -> streamed(good, asEvents, false);
                case Answer.Cut(Answer.Whole good) -> streamed(good, asEvents, true);
                case Answer other -> other;
            };
        };
    }

    private static Answer streamed(Answer.Whole good, boolean asEvents, boolean isCut) {
        List<ObjectNode> pieces;
        try {
            pieces = pieces(Json.MAPPER.readTree(bytes(good.body())));
        } catch (JacksonException spoilt) {
            return good;
        }
        return new Answer.Streamed(
                200,
                asEvents ? "text/event-stream" : Answer.JSON,
                good.headers(),
                out -> write(pieces, asEvents, isCut, out));
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static List<ObjectNode> pieces(JsonNode whole) {
        List<ObjectNode> pieces = new ArrayList<>();
        JsonNode counts = whole.path("usageMetadata");
        for (JsonNode part : whole.path("candidates").path(0).path("content").path("parts")) {
            ObjectNode piece = piece(whole);
            piece.withArray("candidates")
                    .addObject()
                    .put("index", 0)
                    .putObject("content")
                    .put("role", "model")
                    .putArray("parts")
                    .add(part);
            piece.putObject("usageMetadata")
                    .set("promptTokenCount", counts.path("promptTokenCount"))
                    .set("totalTokenCount", counts.path("promptTokenCount"));
            pieces.add(piece);
        }
        ObjectNode last = piece(whole);
        ObjectNode candidate = (ObjectNode) whole.path("candidates").path(0).deepCopy();
        candidate.putObject("content").put("role", "model");
        last.withArray("candidates").add(candidate);
        last.set("usageMetadata", counts);
        pieces.add(last);
        return pieces;
    }

    private static ObjectNode piece(JsonNode whole) {
        ObjectNode piece = Json.object();
        piece.putArray("candidates");
        piece.set("modelVersion", whole.path("modelVersion"));
        piece.set("responseId", whole.path("responseId"));
        return piece;
    }

    private static void write(List<ObjectNode> pieces, boolean asEvents, boolean isCut, OutputStream out)
            throws IOException {
        for (int i = 0; i < pieces.size(); i++) {
            String json = Json.MAPPER.writeValueAsString(pieces.get(i));
            String text = asEvents
                    ? "data: " + json + "\r\n\r\n"
                    : (i == 0 ? "[" : ",\r\n") + json + (i == pieces.size() - 1 ? "]" : "");
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (isCut) {
                throw new ConnectionCut();
            }
        }
    }
}
