package io.diptych.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Ports on 127.0.0.1: which are free, and which this process has promised to a server already.
///
/// Free ports are drawn below the range systems take outgoing connections from, since a port of that range may be
/// gone again before the server binds it.
final class LocalPorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 500;

    private static final Set<Integer> PROMISED = ConcurrentHashMap.newKeySet();

    private final RandomGenerator random;

    LocalPorts(RandomGenerator random) {
        this.random = random;
    }

    /// A port nobody listens on, never the same one twice in this process.
    int free() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (isFree(port) && PROMISED.add(port)) {
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
