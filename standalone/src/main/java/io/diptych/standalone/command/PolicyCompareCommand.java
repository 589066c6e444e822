package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.router.policy.Policies;
import io.diptych.standalone.explain.BadInputException;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.explain.RequestSample;
import io.diptych.standalone.explain.SampleTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What several policies decide on the same requests.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Shows what several policies decide on the same sample requests.")
final class PolicyCompareCommand implements Callable<Integer> {
    /// Those that follow an article each.
    static final List<String> ARTICLES = List.of("adpicto", "hybrid-api", "dual-engine", "tiered-studio");

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Parameters(
            paramLabel = "POLICY",
            arity = "0..*",
            description = "Names (default: the four that follow an article).")
    private List<String> names = ARTICLES;

    @Option(
            names = "--requests",
            paramLabel = "FOLDER",
            description = "Sample requests: a folder of *.json, or a list of files (default: the examples in docs).")
    private @Nullable Path requests;

    @Option(names = "--markdown", description = "Print a page for the documentation.")
    private boolean markdown;

    @Option(names = "--json", description = "Print the decisions as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = new Screen(json);
        Catalog catalog = Catalog.load();
        Policies all = policies.policies(catalog, models.settings());
        names.stream().filter(name -> !all.names().contains(name)).findFirst().ifPresent(name -> {
            throw new BadInputException("no policy is called '" + name + "', must be one of " + all.names());
        });
        OfflineRouter router = models.router(catalog, all);
        List<RequestSample> samples = RequestSample.readAll(Examples.orElse(requests));
        List<SampleTable> tables = names.stream()
                .map(name -> SampleTable.of(router, name, samples))
                .toList();
        if (markdown) {
            ComparisonPage.print(screen, all, samples, tables);
        } else {
            print(screen, samples, tables);
        }
        Map<String, Object> decisions = new LinkedHashMap<>();
        tables.forEach(table -> decisions.put(table.policy(), table.rows()));
        screen.result(Map.of("policies", decisions));
        return 0;
    }

    private static void print(Screen screen, List<RequestSample> samples, List<SampleTable> tables) {
        String[] header = new String[tables.size() + 1];
        header[0] = "request";
        IntStream.range(0, tables.size())
                .forEach(i -> header[i + 1] = tables.get(i).policy());
        Table table = new Table(header);
        for (int row = 0; row < samples.size(); row++) {
            Object[] cells = new Object[header.length];
            cells[0] = samples.get(row).name();
            for (int i = 0; i < tables.size(); i++) {
                cells[i + 1] = tables.get(i).rows().get(row).route();
            }
            table.row(cells);
        }
        table.lines().forEach(line -> screen.line("%s", line));
    }
}
