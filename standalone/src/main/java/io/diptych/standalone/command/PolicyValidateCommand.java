package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.router.policy.PolicyException;
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
        description = "Checks policy documents and names every mistake. Exit code 0: all can be used, 2: one cannot.")
final class PolicyValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policy documents, or folders of them.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print what was found as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = new Screen(json);
        Catalog catalog = Catalog.load();
        List<String> mistakes = new ArrayList<>();
        int valid = 0;
        for (PolicyFile file :
                paths.stream().flatMap(path -> PolicyFile.all(path).stream()).toList()) {
            try {
                var policy = file.alone(catalog).named(null).orElseThrow();
                screen.line(
                        "%s: policy %s %s, %d rules",
                        file.file(),
                        policy.name(),
                        policy.version(),
                        policy.rules().size());
                valid++;
            } catch (PolicyException e) {
                mistakes.add(String.valueOf(e.getMessage()));
                screen.line("%s", e.getMessage());
            }
        }
        screen.result(Map.of("valid", valid, "problems", mistakes));
        return mistakes.isEmpty() ? 0 : 2;
    }
}
