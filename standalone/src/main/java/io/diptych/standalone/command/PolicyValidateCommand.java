package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.yaml.Problem;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.PolicyReading;
import io.diptych.standalone.explain.PolicyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Whether policy documents can be used.
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks policy documents, names every mistake with its line, and warns of what is hardly meant."
                + " Exit code 0: all can be used, 2: one cannot.")
final class PolicyValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policy documents, or folders of them.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print what was found as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = new Screen(json);
        Catalog catalog = Catalog.load();
        List<PolicyFile> files =
                paths.stream().flatMap(path -> PolicyFile.all(path).stream()).toList();
        List<Problem> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (PolicyFile file : files) {
            PolicyReading reading = file.read(catalog, Map.of());
            reading.policy().ifPresent(policy -> good(screen, file, policy));
            reading.problems().forEach(problem -> screen.line("%s", problem));
            reading.warnings().forEach(warning -> screen.line("%s (warning)", warning));
            problems.addAll(reading.problems());
            warnings.addAll(reading.warnings());
        }
        screen.result(Map.of("documents", files.size(), "problems", problems, "warnings", warnings));
        return problems.isEmpty() ? 0 : 2;
    }

    private static void good(Screen screen, PolicyFile file, Policy policy) {
        int rules = policy.rules().size();
        screen.line(
                "%s: policy %s %s with %d rule%s can be used",
                file.file(), policy.name(), policy.version(), rules, rules == 1 ? "" : "s");
    }
}
