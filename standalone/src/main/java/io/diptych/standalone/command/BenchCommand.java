package io.diptych.standalone.command;

import io.diptych.standalone.bench.Benchmark;
import io.diptych.standalone.stack.StackException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs a benchmark by name.
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Runs a benchmark; without a name, lists them.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which one.")
    private @Nullable String name;

    @Option(names = "--quick", description = "A short run.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "PART", split = ",", description = "Only these parts, where it has parts.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--json", description = "Print the figures as one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Screen screen = new Screen(json);
        List<Benchmark> all = ServiceLoader.load(Benchmark.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Benchmark::name))
                .toList();
        if (name == null) {
            all.forEach(one -> screen.line(
                    "%-12s %s%s",
                    one.name(),
                    one.description(),
                    one.parts().isEmpty() ? "" : "; parts: " + String.join(", ", one.parts())));
            return 0;
        }
        Benchmark chosen = all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackException("no benchmark is called '" + name + "', must be one of "
                        + all.stream().map(Benchmark::name).toList()));
        check(chosen);
        screen.result(only.isEmpty() ? chosen.run(quick, screen.text()) : chosen.run(only, screen.text()));
        return 0;
    }

    private void check(Benchmark chosen) {
        if (quick && !only.isEmpty()) {
            throw new StackException("--quick is a run of its own, it cannot be given with --only");
        }
        for (String part : only) {
            if (!chosen.parts().contains(part)) {
                throw new StackException(
                        "benchmark " + name + " has no part '" + part + "', must be one of " + chosen.parts());
            }
        }
    }
}
