package io.diptych.cost;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A webhook that takes nothing at first.
final class BusyReceiver implements AutoCloseable {
    private final HttpServer server;
    private final int refusals;
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    private BusyReceiver(HttpServer server, int refusals) {
        this.server = server;
        this.refusals = refusals;
    }

    /// @param refusals calls that are answered with 503
    static BusyReceiver start(int refusals) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            BusyReceiver receiver = new BusyReceiver(server, refusals);
            var _ = server.createContext("/", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isBusy = calls.incrementAndGet() <= refusals;
        if (!isBusy) {
            taken.add(body);
        }
        exchange.sendResponseHeaders(isBusy ? 503 : 204, -1);
        exchange.close();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
    }

    int refused() {
        return Math.min(refusals, calls.get());
    }

    List<String> taken() {
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
