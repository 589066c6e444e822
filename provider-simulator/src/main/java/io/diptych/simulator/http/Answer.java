package io.diptych.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What goes back for a call: an answer, or one of the ways a real provider fails to give one.
public sealed interface Answer {

    String JSON = "application/json";

    /// A complete answer of known length.
    ///
    /// @param headers beside `Content-Type` and `Content-Length`
    record Whole(int status, String contentType, Map<String, String> headers, ByteBuffer body) implements Answer {
        public Whole {
            headers = Map.copyOf(headers);
        }

        @Override
        public ByteBuffer body() {
            return body.asReadOnlyBuffer();
        }

        public Whole with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Whole(status, contentType, more, body);
        }
    }

    /// A complete answer that is too large to be held in memory and is written piece by piece.
    ///
    /// @param headers beside `Content-Type`
    record Streamed(int status, String contentType, Map<String, String> headers, BodyWriter body) implements Answer {
        public Streamed {
            headers = Map.copyOf(headers);
        }

        public Streamed(int status, String contentType, BodyWriter body) {
            this(status, contentType, Map.of(), body);
        }
    }

    /// Not even the head of an answer: the connection is dropped at once.
    record Dropped() implements Answer {}

    /// The head of an answer and the first half of its body; then the connection is dropped.
    record Cut(Whole answer) implements Answer {}

    /// Nothing at all, until the caller gives up or the simulator ends.
    record Silence() implements Answer {}

    /// Writes the body of a streamed answer. A [ConnectionCut] drops the connection after what has been written.
    @FunctionalInterface
    interface BodyWriter {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    static Whole json(int status, JsonNode body) {
        return new Whole(status, JSON, Map.of(), ByteBuffer.wrap(Json.MAPPER.writeValueAsBytes(body)));
    }

    static Whole text(int status, String contentType, String body) {
        return new Whole(status, contentType, Map.of(), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }
}
