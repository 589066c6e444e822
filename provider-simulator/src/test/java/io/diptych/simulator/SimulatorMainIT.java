package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatorMainIT {

    @Test
    void printsOneLineWhenItIsReadyAndEndsWhenAsked() throws Exception {
        Process process = run("--port", "0", "--speed", "20");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).matches("simulator ready on http://127\\.0\\.0\\.1:[0-9]+");

            process.toHandle().destroy();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(out.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = run("--port", Integer.toString(taken.getLocalPort()));
            try (BufferedReader err = process.errorReader()) {
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(1);
                assertThat(err.lines())
                        .singleElement()
                        .asString()
                        .startsWith("simulator: port " + taken.getLocalPort() + " of 127.0.0.1 cannot be opened");
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheFlags() throws Exception {
        Process process = run("--price-book", "seed-999");
        try (BufferedReader err = process.errorReader()) {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(err.readLine()).startsWith("simulator: price book is seed-999, but must be one of");
        }
    }

    private static Process run(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }
}
