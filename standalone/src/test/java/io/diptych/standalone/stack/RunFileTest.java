package io.diptych.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void tellsWhereARunningStackIs() throws Exception {
        StackAddresses stack = stackOf(ProcessHandle.current().pid());
        RunFile file = new RunFile(folder);

        file.write(stack);

        assertThat(file.read()).contains(stack);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("up.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void doesNotBelieveAFileWhoseProcessIsGone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();

        new RunFile(folder).write(stackOf(gone.pid()));

        assertThat(new RunFile(folder).read()).isEmpty();
    }

    @Test
    void showsNoSettings() {
        assertThat(stackOf(1)).asString().doesNotContain("secret");
    }

    private static StackAddresses stackOf(long pid) {
        return new StackAddresses(
                pid,
                "127.0.0.1:19092",
                URI.create("http://127.0.0.1:18081"),
                null,
                "official",
                Map.of("qa-service", URI.create("http://127.0.0.1:19104")),
                Map.of("qa-service", pid),
                Map.of("diptych.openai.api-key", "secret"));
    }
}
