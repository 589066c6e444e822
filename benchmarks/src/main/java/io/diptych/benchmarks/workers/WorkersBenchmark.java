package io.diptych.benchmarks.workers;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.Part;
import io.diptych.standalone.bench.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return onField(text, run -> quick ? run.quick() : run.parts(EnumSet.allOf(WorkersRun.Part.class)));
    }

    @Override
    public List<String> parts() {
        return Arrays.stream(WorkersRun.Part.values())
                .map(WorkersRun.Part::title)
                .toList();
    }

    @Override
    public Map<String, Object> run(Set<String> only, PrintStream text) throws Exception {
        EnumSet<WorkersRun.Part> wanted = EnumSet.allOf(WorkersRun.Part.class);
        wanted.removeIf(part -> !only.contains(part.title()));
        return onField(text, run -> run.parts(wanted));
    }

    private interface Measurement {
        Map<String, Object> of(WorkersRun run) throws Exception;
    }

    private static Map<String, Object> onField(PrintStream text, Measurement measurement) throws Exception {
        Path folder = Files.createTempDirectory("diptych-bench-workers");
        try (EmbeddedInfrastructure infrastructure = EmbeddedInfrastructure.start(
                        EmbeddedOptions.throwAway().runningLong().withParts(Part.BROKER, Part.REGISTRY));
                Field field = new Field(infrastructure, folder)) {
            return measurement.of(new WorkersRun(field, text));
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
