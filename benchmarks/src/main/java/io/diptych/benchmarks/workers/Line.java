package io.diptych.benchmarks.workers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A worker's end of the wire to the called side. Whatever was sent is noted there, also when this
/// process is killed in the next moment.
final class Line implements AutoCloseable {
    static final String HELLO = "H";
    static final String JOINING = "J";
    static final String BEGIN = "+";
    static final String END = "-";
    static final String MEASURE = "M";

    private final Socket socket;
    private final OutputStream out;

    Line(Task task) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), task.calledPort());
        socket.setTcpNoDelay(true);
        this.out = socket.getOutputStream();
        Thread.ofPlatform().daemon().name("line").start(this::listen);
        send(HELLO + task.worker());
    }

    /// Makes the call: a wait.
    void call(String jobId, CallTime time) throws InterruptedException {
        send(BEGIN + jobId);
        try {
            Thread.sleep(time.ofCall(jobId));
        } finally {
            send(END + jobId);
        }
    }

    /// Says that the worker is about to join its group.
    void joining() {
        send(JOINING);
    }

    private synchronized void send(String words) {
        try {
            out.write((words + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers questions about this process, and ends it when nobody is there any more.
    private void listen() {
        try (BufferedReader questions =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            while (questions.readLine() != null) {
                int threads = ManagementFactory.getThreadMXBean().getThreadCount();
                System.gc();
                long heap =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                long cpu = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis();
                send(MEASURE + threads + " " + heap + " " + cpu);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("called side has gone: " + e);
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
