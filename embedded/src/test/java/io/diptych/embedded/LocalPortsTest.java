package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalPortsTest {

    private final LocalPorts ports = new LocalPorts(new Random(7));

    @Test
    void namesThePartAndThePortThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> ports.require(Part.REGISTRY, taken.getLocalPort()))
                    .withMessage("port " + taken.getLocalPort() + " for the schema registry is already in use on"
                            + " 127.0.0.1: stop the program that listens there, or choose another port"
                            + " (0 takes a free one)");
        }
    }

    @Test
    void seesAProgramThatListensOnAllAddresses() throws IOException {
        try (var taken = new ServerSocket(0)) {
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> ports.require(Part.BROKER, taken.getLocalPort()));
        }
    }

    @Test
    void neverPromisesAPortTwice() {
        assertThat(IntStream.range(0, 50).map(_ -> ports.free()).boxed()).doesNotHaveDuplicates();
    }

    @Test
    void neverPromisesWhatAnotherProcessPromised() throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Promising.class.getName(),
                        "11")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader()) {
            int promised = Integer.parseInt(said.readLine());

            assertThat(new LocalPorts(new Random(11)).free())
                    .as("drawn like the other's, by the same seed")
                    .isNotEqualTo(promised);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void staysBelowThePortsOfOutgoingConnections() {
        assertThat(ports.free()).isBetween(20_000, 32_000);
    }

    /// Promises a port, says which, and lives on until its input ends.
    static final class Promising {
        public static void main(String[] args) throws IOException {
            System.out.println(new LocalPorts(new Random(Long.parseLong(args[0]))).free());
            int _ = System.in.read();
        }
    }
}
