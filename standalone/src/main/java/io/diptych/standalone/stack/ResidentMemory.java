package io.diptych.standalone.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads how much memory a process occupies.
final class ResidentMemory {
    private static final String FIELD = "VmRSS:";

    private ResidentMemory() {}

    /// Resident bytes of a process; 0 where the system does not say.
    static long ofProcess(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
