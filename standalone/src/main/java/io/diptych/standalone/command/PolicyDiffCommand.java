package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.router.policy.Policy;
import io.diptych.standalone.explain.PolicyDiff;
import io.diptych.standalone.explain.PolicyFile;
import io.diptych.standalone.explain.RequestSample;
import io.diptych.standalone.explain.SampleTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What differs between two policies, in words and in what they decide.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Shows what differs between two policies: rule by rule, and which sample requests they send"
                + " elsewhere. Exit code 0: nothing differs, 1: something does, 2: a policy is no good.")
final class PolicyDiffCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions models = new ModelOptions();

    @Parameters(index = "0", paramLabel = "OLD", description = "A policy document, or a shipped policy's name.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "Likewise.")
    private String second = "";

    @Option(
            names = "--requests",
            paramLabel = "FOLDER",
            description = "Sample requests: a folder of *.json, or a list of files (default: the examples in docs).")
    private @Nullable Path requests;

    @Option(names = "--json", description = "Print what differs as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = new Screen(json);
        Catalog catalog = Catalog.load();
        PolicyFile before = PolicyFile.find(first);
        PolicyFile after = PolicyFile.find(second);
        List<RequestSample> samples = RequestSample.readAll(Examples.orElse(requests));
        SampleTable old = decisions(catalog, before, samples);
        SampleTable now = decisions(catalog, after, samples);
        PolicyDiff diff = PolicyDiff.between(before, after);
        print(screen, diff);
        List<SampleTable.Difference> differences = old.differencesTo(now);
        Table table = new Table("request", before.file(), "rule", after.file(), "rule");
        differences.forEach(each -> table.row(
                each.name(),
                each.before().route(),
                each.before().rule(),
                each.after().route(),
                each.after().rule()));
        screen.line("%d of %d sample requests go elsewhere.", differences.size(), samples.size());
        if (!table.isEmpty()) {
            table.lines().forEach(line -> screen.line("  %s", line));
        }
        screen.result(Map.of("changes", diff.changes(), "samples", samples.size(), "decisions", differences));
        return diff.changes().isEmpty() && differences.isEmpty() ? 0 : 1;
    }

    private SampleTable decisions(Catalog catalog, PolicyFile file, List<RequestSample> samples) {
        Policy policy = file.policy(catalog, models.settings());
        return SampleTable.of(models.router(catalog, policy), policy.name(), samples);
    }

    private static void print(Screen screen, PolicyDiff diff) {
        for (PolicyDiff.Change change : diff.changes()) {
            screen.line("%-8s %s", change.kind().name().toLowerCase(Locale.ROOT), change.part());
            change.what().forEach(line -> screen.line("           %s", line));
        }
    }
}
