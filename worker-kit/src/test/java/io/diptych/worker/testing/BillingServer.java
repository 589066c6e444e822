package io.diptych.worker.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A provider in a process of its own, as far as a worker can tell: it bills every call that arrives,
/// whether or not anybody is there any more to take the image.
public final class BillingServer implements AutoCloseable {
    private final List<String> invoice = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// @param duration how long an image takes
    public BillingServer(Duration duration) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String attempt = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            invoice.add(attempt);
            try {
                TimeUnit.MILLISECONDS.sleep(duration.toMillis());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            byte[] picture = Pictures.picture(attempt, "png");
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
            exchange.close();
        });
        server.start();
    }

    /// Where it is.
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /// The attempts of the calls that arrived, in order.
    public List<String> invoice() {
        return List.copyOf(invoice);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
