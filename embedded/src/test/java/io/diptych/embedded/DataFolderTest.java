package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private final DiskSpace roomy = new DiskSpace(_ -> Long.MAX_VALUE);

    @TempDir
    private Path temporary;

    @Test
    void refusesAFolderThatAnotherOneUsesAndNamesItsProcess() {
        Path chosen = temporary.resolve("data");
        try (var _ = DataFolder.kept(chosen, roomy)) {
            assertThatExceptionOfType(InfrastructureException.class)
                    .isThrownBy(() -> DataFolder.kept(chosen, roomy))
                    .withMessage("another Diptych uses " + chosen + " (pid "
                            + ProcessHandle.current().pid() + "): stop it, or choose another data folder");
        }
    }

    @Test
    void isFreeAgainOnceClosed() {
        DataFolder.kept(temporary, roomy).close();

        assertThatCode(() -> DataFolder.kept(temporary, roomy).close()).doesNotThrowAnyException();
    }

    @Test
    void keepsWhatIsInAKeptFolder() throws IOException {
        Path file;
        try (var folder = DataFolder.kept(temporary, roomy)) {
            file = Files.writeString(folder.of(Part.BROKER).resolve("segment"), "records");
        }

        assertThat(file).hasContent("records");
    }

    @Test
    void deletesAThrowAwayFolderWhenClosed() throws IOException {
        Path root;
        try (var folder = DataFolder.throwAway(roomy)) {
            root = folder.root();
            Files.writeString(folder.of(Part.BROKER).resolve("segment"), "records");
        }

        assertThat(root).doesNotExist();
    }

    @Test
    void saysWhichFolderCannotBeUsed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "not a folder");

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> DataFolder.kept(file, roomy))
                .withMessageStartingWith("cannot use the data folder " + file);
    }
}
