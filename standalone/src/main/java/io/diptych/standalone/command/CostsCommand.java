package io.diptych.standalone.command;

import io.diptych.catalog.Money;
import io.diptych.standalone.demo.CostGroups;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Asks the ledger of a running stack.
@Command(
        name = "costs",
        mixinStandardHelpOptions = true,
        description = "Shows what was spent, from the ledger of the running stack.")
final class CostsCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Option(
            names = "--by",
            defaultValue = "stage,model,tier,lane",
            description =
                    "Dimensions (default: ${DEFAULT-VALUE}); also tenant, project, campaign, provider, sku, rule, policy, template, day.")
    private String by = "stage,model,tier,lane";

    @Option(names = "--campaign", defaultValue = "", description = "Only this campaign.")
    private String campaign = "";

    @Option(names = "--from", defaultValue = "", description = "From this day or moment, such as 2026-11-20.")
    private String from = "";

    @Option(names = "--to", defaultValue = "", description = "Before this day or moment.")
    private String to = "";

    @Option(names = "--csv", description = "Print comma-separated values; amounts are micro-USD.")
    private boolean csv;

    @Option(names = "--json", description = "Print the answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (csv) {
            System.out.write(CostGroups.ask(data.running(), by, campaign, from, to, "csv"));
            System.out.flush();
            return 0;
        }
        Screen screen = new Screen(json);
        CostGroups answer = CostGroups.parse(CostGroups.ask(data.running(), by, campaign, from, to, "json"));
        String[] dimensions = by.split(",", -1);
        String row = "%-24s ".repeat(dimensions.length) + "%8s %8s %14s %14s %8s";
        screen.line(row, with(dimensions, "images", "rework", "USD", "held", "unpriced"));
        for (CostGroups.Group group : answer.groups()) {
            Object[] values = Arrays.stream(dimensions)
                    .map(name -> String.valueOf(group.dimensions().get(name)))
                    .toArray();
            screen.line(
                    row,
                    with(
                            values,
                            group.images(),
                            group.rework(),
                            new Money(group.amountMicros()).toMicros(),
                            new Money(group.heldMicros()).toMicros(),
                            group.unpriced()));
        }
        screen.line("total %s USD", new Money(answer.totalMicros()).toMicros());
        screen.result(answer);
        return 0;
    }

    private static Object[] with(Object[] first, Object... rest) {
        Object[] all = Arrays.copyOf(first, first.length + rest.length, Object[].class);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }
}
