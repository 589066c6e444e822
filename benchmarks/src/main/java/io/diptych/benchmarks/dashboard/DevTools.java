package io.diptych.benchmarks.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One page of a Chromium, by the Chrome DevTools Protocol; one call at a time.
final class DevTools implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int calls;

    private DevTools(HttpClient http, URI page) {
        this.socket = http.newWebSocketBuilder().buildAsync(page, new Hearing()).join();
    }

    static DevTools of(HttpClient http, URI page) {
        return new DevTools(http, page);
    }

    /// Calls a method with one parameter.
    ///
    /// @return the answer, which has a `result` or an `error`
    JsonNode call(String method, String name, String value) throws IOException, InterruptedException {
        int id = ++calls;
        WebSocket _ = socket.sendText(
                        JsonMapper.shared()
                                .writeValueAsString(Map.of("id", id, "method", method, "params", Map.of(name, value))),
                        true)
                .join();
        while (true) {
            String text = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (text == null) {
                throw new IOException(method + " was not answered within " + PATIENCE_SECONDS + " s");
            }
            JsonNode answer = JsonMapper.shared().readTree(text);
            if (answer.path("id").asInt() == id) {
                return answer;
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Hearing implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                said.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
