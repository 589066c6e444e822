package io.diptych.standalone.command;

import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.standalone.explain.RequestSample;
import io.diptych.standalone.explain.SampleTable;
import io.diptych.standalone.explain.SampleTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The page of the documentation that shows what the shipped policies decide on the same requests.
final class ComparisonPage {
    private ComparisonPage() {}

    static void print(Screen screen, Policies policies, List<RequestSample> samples, List<SampleTable> tables) {
        lines(policies, samples, tables).forEach(line -> screen.line("%s", line));
    }

    private static List<String> lines(Policies policies, List<RequestSample> samples, List<SampleTable> tables) {
        List<String> page = new ArrayList<>();
        page.add("# What the policies decide");
        page.add("");
        page.add(
                "The articles that Diptych is taken from disagree, so there is a policy for each. This page shows what they");
        page.add("decide on the same " + samples.size()
                + " [sample requests](examples/README.md): the model, its tier and the batch lane, and");
        page.add(
                "below it the rule. All models are deployed and well, no budget is short, and each request is decided as of");
        page.add(
                "its own time. The page is written by `bin/diptych policy compare --markdown`, and a test compares both.");
        page.add("");
        Table table =
                new Table(Stream.concat(Stream.of("request"), tables.stream().map(SampleTable::policy))
                        .toArray(String[]::new));
        for (int i = 0; i < samples.size(); i++) {
            int row = i;
            table.row(Stream.concat(
                            Stream.of("[" + samples.get(row).name() + "](examples/requests/"
                                    + samples.get(row).name() + ".json)"),
                            tables.stream().map(each -> cell(each.rows().get(row))))
                    .toArray());
        }
        page.addAll(table.markdown());
        page.add("");
        page.add("Where they agree and where not:");
        page.add("");
        page.addAll(agreement(tables));
        page.add("");
        page.add("## The policies");
        page.add("");
        Table listed = new Table("policy", "version", ">rules", "in one sentence");
        tables.stream()
                .map(each -> policies.named(each.policy()))
                .flatMap(Optional::stream)
                .forEach((Policy policy) -> listed.row(
                        "`" + policy.name() + "`",
                        policy.version(),
                        policy.rules().size(),
                        policy.description()));
        page.addAll(listed.markdown());
        return page;
    }

    private static String cell(Row row) {
        return row.rule().isEmpty() ? row.route() : row.route() + "<br>`" + row.rule() + "`";
    }

    private static List<String> agreement(List<SampleTable> tables) {
        List<String> lines = new ArrayList<>();
        int samples = tables.getFirst().rows().size();
        for (int i = 0; i < samples; i++) {
            int row = i;
            Map<String, List<String>> byModel = new LinkedHashMap<>();
            tables.forEach(table -> byModel.computeIfAbsent(
                            modelOf(table.rows().get(row).route()), _ -> new ArrayList<>())
                    .add(table.policy()));
            if (byModel.size() > 1) {
                lines.add("- `" + tables.getFirst().rows().get(row).name() + "`: "
                        + String.join(
                                "; ",
                                byModel.entrySet().stream()
                                        .map(each -> each.getKey() + " by " + String.join(", ", each.getValue()))
                                        .toList()));
            }
        }
        lines.addFirst("- " + (samples - lines.size()) + " of " + samples
                + " requests go to the same model under all of them.");
        return lines;
    }

    private static String modelOf(String route) {
        return route.equals(SampleTable.NO_ROUTE) || route.equals(SampleTable.REFUSED)
                ? route
                : route.substring(0, route.indexOf(' '));
    }
}
