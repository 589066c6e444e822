package io.diptych.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Reads from `/proc` how much memory processes occupy.
final class ProcessMemory {

    private ProcessMemory() {}

    /// Memory of a process and its descendants in bytes, shared pages counted in shares; 0 if there is no such process.
    static long residentBytes(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(process -> ofOne(process.pid()))
                .sum();
    }

    private static long ofOne(long pid) {
        try {
            return proportionalBytes(Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")));
        } catch (IOException goneOrNoProc) {
            return 0;
        }
    }

    static long proportionalBytes(List<String> smapsRollup) {
        return smapsRollup.stream()
                .filter(line -> line.startsWith("Pss:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .sum();
    }
}
