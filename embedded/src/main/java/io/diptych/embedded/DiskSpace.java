package io.diptych.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Asks for room on a disk before servers find out halfway that there is none.
final class DiskSpace {

    /// What the file system under a folder has left for us.
    @FunctionalInterface
    interface Gauge {
        long usableBytes(Path folder) throws IOException;
    }

    private static final long MIB = 1024L * 1024;

    private final Gauge gauge;

    DiskSpace(Gauge gauge) {
        this.gauge = gauge;
    }

    static DiskSpace ofThisMachine() {
        return new DiskSpace(folder -> Files.getFileStore(folder).getUsableSpace());
    }

    /// Refuses a folder whose disk has fewer than `neededBytes` left.
    void require(Path folder, long neededBytes) {
        long usableBytes;
        try {
            usableBytes = gauge.usableBytes(folder);
        } catch (IOException unknown) {
            throw new InfrastructureException("cannot read the free space of " + folder + ": " + unknown, unknown);
        }
        if (usableBytes < neededBytes) {
            throw new InfrastructureException("not enough disk space in " + folder + ": it has " + usableBytes / MIB
                    + " MiB, Diptych needs " + neededBytes / MIB + " MiB: free some, or choose another folder");
        }
    }
}
