package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which policies there are.
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the shipped policies, or a folder's.")
final class PolicyListCommand implements Callable<Integer> {
    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Option(names = "--json", description = "Print the list as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = new Screen(json);
        Policies all = policies.policies(Catalog.load(), Map.of());
        List<Policy> listed =
                all.names().stream().map(all::named).flatMap(Optional::stream).toList();
        Table table = new Table("policy", "version", ">rules", "description");
        listed.forEach(policy ->
                table.row(policy.name(), policy.version(), policy.rules().size(), policy.description()));
        table.lines().forEach(line -> screen.line("%s", line));
        screen.result(Map.of(
                "policies",
                listed.stream()
                        .map(policy -> Map.of(
                                "name",
                                policy.name(),
                                "version",
                                policy.version(),
                                "rules",
                                policy.rules().size(),
                                "description",
                                policy.description()))
                        .toList()));
        return 0;
    }
}
