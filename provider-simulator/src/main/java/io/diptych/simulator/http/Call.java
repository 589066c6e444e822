package io.diptych.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP call, read once.
public final class Call {

    private final Map<String, String> pathValues;
    private final Map<String, String> query;
    private final Headers headers;
    private final InputStream body;
    private final long startNanos;

    Call(
            Map<String, String> pathValues,
            Map<String, String> query,
            Headers headers,
            InputStream body,
            long startNanos) {
        this.pathValues = Map.copyOf(pathValues);
        this.query = Map.copyOf(query);
        this.headers = headers;
        this.body = body;
        this.startNanos = startNanos;
    }

    /// Looks a header up, whatever its letters' case.
    @FunctionalInterface
    interface Headers {
        @Nullable
        String get(String name);
    }

    /// The part of the path that stands for `{name}` in the route.
    ///
    /// @throws IllegalArgumentException if the route names no such part
    public String path(String name) {
        String value = pathValues.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}, only " + pathValues.keySet());
        }
        return value;
    }

    public @Nullable String query(String name) {
        return query.get(name);
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /// The caller's own name for this call, or null if it sent none.
    public @Nullable String clientRequestId() {
        String id = header("X-Client-Request-Id");
        return id == null || id.isBlank() ? null : id;
    }

    /// When the call came in, as a [System#nanoTime()].
    public long startNanos() {
        return startNanos;
    }

    /// The whole body.
    ///
    /// @throws BodyTooLarge if it has more than `maxBytes`
    public byte[] body(int maxBytes) throws IOException, BodyTooLarge {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new BodyTooLarge(maxBytes);
        }
        return bytes;
    }
}
