package io.diptych.benchmarks.workers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The generations endpoint as the simulator answers it, with one image drawn before: drawing one of 2
/// MB takes longer than everything that is measured here. No two answers are alike in their last bytes.
final class CannedImages implements AutoCloseable {
    private static final int STAMP = 8;
    private static final int BACKLOG = 200;
    private static final int PIECE = 16 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CallBook book = new CallBook();
    private final CallTime time;
    private final byte[] head;
    private final byte[] tail;
    private final AtomicLong answers = new AtomicLong();

    /// @param time how long an image takes
    CannedImages(byte[] image, CallTime time) throws IOException {
        this.time = time;
        String base64 = Base64.getEncoder().encodeToString(image);
        int stamp = base64.length() - 2 * STAMP;
        this.head =
                ("{\"created\":1795000000,\"background\":\"opaque\",\"output_format\":\"png\",\"quality\":\"medium\","
                                + "\"size\":\"1024x1024\",\"data\":[{\"b64_json\":\"" + base64.substring(0, stamp))
                        .getBytes(StandardCharsets.ISO_8859_1);
        this.tail = (base64.substring(stamp + STAMP)
                        + "\"}],\"usage\":{\"total_tokens\":1064,\"input_tokens\":8,\"output_tokens\":1056,"
                        + "\"input_tokens_details\":{\"text_tokens\":8,\"image_tokens\":0},"
                        + "\"output_tokens_details\":{\"image_tokens\":1056,\"text_tokens\":0}}}")
                .getBytes(StandardCharsets.ISO_8859_1);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/v1/images/generations", this::answer);
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    CallBook book() {
        return book;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String id = String.valueOf(exchange.getRequestHeaders().getFirst("X-Client-Request-Id"));
        book.begin("openai", id);
        try (exchange) {
            byte[] _ = exchange.getRequestBody().readAllBytes();
            Thread.sleep(time.ofCall(id));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, head.length + STAMP + tail.length);
            OutputStream body = exchange.getResponseBody();
            write(head, body);
            body.write(String.format(Locale.ROOT, "%08d", answers.incrementAndGet())
                    .getBytes(StandardCharsets.ISO_8859_1));
            write(tail, body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            book.end("openai", id);
        }
    }

    /// In pieces: the server copies what is written at once, and a hundred answers may wait to be read.
    private static void write(byte[] bytes, OutputStream body) throws IOException {
        for (int at = 0; at < bytes.length; at += PIECE) {
            body.write(bytes, at, Math.min(PIECE, bytes.length - at));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
