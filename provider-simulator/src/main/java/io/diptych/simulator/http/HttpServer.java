package io.diptych.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The simulator's HTTP server, on the loopback address: one virtual thread per call, and no limit on idle connections.
public final class HttpServer implements AutoCloseable {

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);

    private final Server server;
    private final ServerConnector connector;
    private final ExecutorService callThreads;
    private final CountDownLatch closing;

    private HttpServer(Server server, ServerConnector connector, ExecutorService callThreads, CountDownLatch closing) {
        this.server = server;
        this.connector = connector;
        this.callThreads = callThreads;
        this.closing = closing;
    }

    /// Starts the server.
    ///
    /// @param port the port to listen on, or 0 for a free one
    /// @throws UncheckedIOException if the port is taken
    public static HttpServer start(int port, Routes routes) {
        ExecutorService callThreads = Executors.newVirtualThreadPerTaskExecutor();
        QueuedThreadPool selectors = new QueuedThreadPool(16, 4);
        selectors.setName("simulator-http");
        selectors.setDaemon(true);
        selectors.setVirtualThreadsExecutor(callThreads);

        Server server = new Server(selectors);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        CountDownLatch closing = new CountDownLatch(1);
        server.setHandler(new HttpFront(routes, closing));
        HttpServer started = new HttpServer(server, connector, callThreads, closing);
        try {
            server.start();
        } catch (IOException e) {
            started.close();
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be opened: " + e.getMessage(), e);
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("the simulator's HTTP server did not start", e);
        }
        return started;
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    /// Waits until the server has been stopped.
    public void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the simulator's HTTP server did not stop", e);
        } finally {
            callThreads.shutdownNow();
        }
    }
}
