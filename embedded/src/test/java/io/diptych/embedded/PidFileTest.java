package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(15)
class PidFileTest {

    @TempDir
    private Path folder;

    @Test
    void waitsForAChildThatIsStillEnding() throws IOException {
        // Given
        Process child = new ProcessBuilder("sleep", "1").start();
        var file = PidFile.at(folder.resolve("broker.pid"));
        file.write(child.toHandle());

        // When
        file.awaitEndOfFormerOwner();

        // Then
        assertThat(child.isAlive()).isFalse();
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void doesNotWaitForAStrangerWithTheSameId() throws IOException {
        // Given
        long ours = ProcessHandle.current().pid();
        Path path = Files.writeString(folder.resolve("broker.pid"), ours + " 1000\n");

        // When
        long begin = System.nanoTime();
        PidFile.at(path).awaitEndOfFormerOwner();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(path).doesNotExist();
    }

    @Test
    void isContentWithoutAFile() throws IOException {
        Path path = folder.resolve("broker.pid");

        PidFile.at(path).awaitEndOfFormerOwner();

        assertThat(path).doesNotExist();
    }
}
