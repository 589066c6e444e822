package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

    private static final long MIB = 1024L * 1024;

    @TempDir
    private Path folder;

    @Test
    void namesTheFolderWhatItHasAndWhatIsNeeded() {
        var disk = new DiskSpace(_ -> 120 * MIB);

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> disk.require(folder, 500 * MIB))
                .withMessage("not enough disk space in " + folder
                        + ": it has 120 MiB, Diptych needs 500 MiB: free some, or choose another folder");
    }

    @Test
    void refusesAFullDiskBeforeAnythingStarts() {
        var full = new DiskSpace(_ -> 0);

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> DataFolder.kept(folder, full))
                .withMessageContaining("it has 0 MiB");
    }

    @Test
    void acceptsExactlyWhatIsNeeded() {
        assertThatCode(() -> new DiskSpace(_ -> 500 * MIB).require(folder, 500 * MIB))
                .doesNotThrowAnyException();
    }

    @Test
    void readsTheRealDisk() {
        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> DiskSpace.ofThisMachine().require(folder, Long.MAX_VALUE));
    }
}
