package io.diptych.benchmarks.workers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where every worker's calls arrive, and the only place where purchases are counted.
final class CalledSide implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What a worker process takes.
    ///
    /// @param threads   platform threads
    /// @param heapBytes in use after a collection
    /// @param cpuMillis processor time since its start
    record Measured(int threads, long heapBytes, long cpuMillis) {
        double heapMb() {
            return heapBytes / 1e6;
        }
    }

    private static final class Caller {
        final Socket socket;
        final BlockingQueue<Measured> answers = new LinkedBlockingQueue<>();

        Caller(Socket socket) {
            this.socket = socket;
        }
    }

    private final ServerSocket server;
    private final CallBook book = new CallBook();
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, Long> joinedAt = new ConcurrentHashMap<>();

    CalledSide() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("called-side").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    CallBook book() {
        return book;
    }

    /// When a worker set out to join its group.
    long awaitJoining(String worker) throws InterruptedException, TimeoutException {
        Waiting.until("worker " + worker + " joins", PATIENCE, () -> joinedAt.containsKey(worker));
        return joinedAt.getOrDefault(worker, 0L);
    }

    /// What a worker takes now.
    Measured measure(String worker) throws IOException, InterruptedException, TimeoutException {
        Caller caller = callers.get(worker);
        if (caller == null) {
            throw new IllegalStateException("worker " + worker + " has not called, callers are " + callers.keySet());
        }
        caller.socket.getOutputStream().write("M\n".getBytes(StandardCharsets.UTF_8));
        Measured answer = caller.answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new TimeoutException("worker " + worker + " did not say what it takes");
        }
        return answer;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().name("caller").start(() -> read(new Caller(socket)));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("called side: " + e);
                }
            }
        }
    }

    private void read(Caller caller) {
        String worker = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(caller.socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String rest = line.substring(1);
                switch (line.substring(0, 1)) {
                    case Line.HELLO -> {
                        worker = rest;
                        callers.put(worker, caller);
                    }
                    case Line.JOINING -> joinedAt.put(worker, System.nanoTime());
                    case Line.BEGIN -> book.begin(worker, rest);
                    case Line.END -> book.end(worker, rest);
                    case Line.MEASURE -> {
                        String[] figures = rest.split(" ", -1);
                        caller.answers.add(new Measured(
                                Integer.parseInt(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2])));
                    }
                    default -> throw new IllegalStateException("line from " + worker + " is '" + line + "'");
                }
            }
        } catch (IOException _) {
            // A killed process resets its connection.
        } finally {
            book.gone(worker);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Caller caller : callers.values()) {
            caller.socket.close();
        }
    }
}
