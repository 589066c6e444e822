package io.diptych.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// Ports on 127.0.0.1: which are free, and which are promised to a server already that has not bound them yet.
///
/// Free ports are drawn below the range systems take outgoing connections from, since a port of that range may be
/// gone again before the server binds it. A promise holds among all processes of a user: it is a lock on the port's
/// byte of a file they share, which the system lifts when the process ends.
public final class LocalPorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 500;

    private static final FileChannel PROMISES = promises();

    private final RandomGenerator random;

    public LocalPorts() {
        this(RandomGenerator.getDefault());
    }

    LocalPorts(RandomGenerator random) {
        this.random = random;
    }

    /// A port nobody listens on, never the same one twice in this process nor in two that are alive.
    public int free() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (isFree(port) && promise(port)) {
                return port;
            }
        }
        throw new InfrastructureException("no free port found on 127.0.0.1 between " + LOWEST + " and " + HIGHEST
                + " in " + TRIES + " tries: stop some of the programs that listen there");
    }

    /// Refuses a chosen port that is taken.
    void require(Part part, int port) {
        if (!isFree(port)) {
            throw new InfrastructureException("port " + port + " for " + part.title()
                    + " is already in use on 127.0.0.1: stop the program that listens there, or choose another port"
                    + " (0 takes a free one)");
        }
    }

    private static boolean promise(int port) {
        try {
            return PROMISES.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        } catch (IOException e) {
            throw new InfrastructureException("port " + port + " cannot be reserved", e);
        }
    }

    private static FileChannel promises() {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"), "diptych-ports-" + System.getProperty("user.name") + ".lock");
        try {
            return FileChannel.open(file, CREATE, WRITE);
        } catch (IOException e) {
            throw new InfrastructureException("no ports can be reserved in " + file + ": " + e, e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
