package io.diptych.benchmarks.workers;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.Part;
import io.diptych.standalone.bench.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// How busy workers keep their slots, what they buy twice when processes come, go and crash, and what
/// they take of a machine; beside other ways to take jobs from the same broker.
public final class WorkersBenchmark implements Benchmark {
    @Override
    public String name() {
        return "workers";
    }

    @Override
    public String description() {
        return "slots kept busy, what is paid twice, scaling, threads and heap, beside Spring, share groups and Confluent";
    }

    @Override
    public Map<String, Object> run(boolean quick, PrintStream text) throws Exception {
        Path folder = Files.createTempDirectory("diptych-bench-workers");
        try (EmbeddedInfrastructure infrastructure = EmbeddedInfrastructure.start(
                        EmbeddedOptions.throwAway().withParts(Part.BROKER, Part.REGISTRY));
                Field field = new Field(infrastructure, folder)) {
            WorkersRun run = new WorkersRun(field, text);
            return quick ? run.quick() : run.full();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
