package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChildProcessTest {

    @TempDir
    private Path temporary;

    private DataFolder folder;

    @BeforeEach
    void open() {
        folder = DataFolder.kept(temporary, new DiskSpace(_ -> Long.MAX_VALUE));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start(Part.BROKER, List.of("/bin/sh", "-c", script), folder);
    }

    @Test
    void isReadyWhenTheChildSaysSo() {
        ChildProcess child = shell("echo starting; echo 'diptych: ready'; cat >/dev/null");

        assertThatCode(child::awaitReady).doesNotThrowAnyException();

        child.stop();
    }

    @Test
    void endsTheChildByClosingItsInput() {
        // Given
        ChildProcess child = shell("echo 'diptych: ready'; cat >/dev/null; echo good bye");
        child.awaitReady();

        // When
        child.stop();

        // Then
        assertThat(ProcessHandle.of(child.pid()).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void saysInOneLineHowALogEndsWhoseChildDied() {
        ChildProcess child = shell("echo one; echo two; echo three; echo no room >&2; exit 3");

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(child::awaitReady)
                .withMessage("the broker ended with exit code 3 before it was ready; its log "
                        + temporary.resolve("logs/broker.log") + " ends with: two / three / no room");
    }

    @Test
    void writesWhatTheChildSaysToItsLog() {
        ChildProcess child = shell("echo one; echo two; exit 1");

        assertThatExceptionOfType(InfrastructureException.class).isThrownBy(child::awaitReady);
        assertThat(temporary.resolve("logs/broker.log")).hasContent("one\ntwo\n");
    }

    @Test
    void saysWhereTheJavaRuntimeIsMissing() {
        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> JavaCommand.of(temporary, Part.REGISTRY, folder))
                .withMessage("no Java runtime for the schema registry: " + temporary.resolve("bin/java")
                        + " is missing or not executable: run Diptych with a complete JDK 25");
    }
}
