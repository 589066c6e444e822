package io.diptych.standalone.explain;

import io.diptych.events.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a policy decides on sample requests, each as of its own time, all models well and no budget short.
public record SampleTable(String policy, List<Row> rows) {
    /// Stands for a route where there is none.
    public static final String NO_ROUTE = "no route";

    /// Stands for a route where the request breaks the contract.
    public static final String REFUSED = "breaks the contract";

    public SampleTable {
        rows = List.copyOf(rows);
    }

    /// What is decided on one sample.
    ///
    /// @param route model, tier and whether it is the batch lane; [#NO_ROUTE] or [#REFUSED] where there is none
    public record Row(String name, String route, String rule) {}

    /// A sample on which two policies differ.
    public record Difference(String name, Row before, Row after) {}

    /// Asks a policy about every sample.
    public static SampleTable of(OfflineRouter router, String policy, List<RequestSample> samples) {
        return new SampleTable(
                policy,
                samples.stream().map(sample -> row(router, policy, sample)).toList());
    }

    private static Row row(OfflineRouter router, String policy, RequestSample sample) {
        var request = sample.toRequest(policy, Instant.now());
        return switch (router.explain(request, Situation.CALM, request.getRequestedAt())) {
            case Explanation.Refused _ -> new Row(sample.name(), REFUSED, "");
            case Explanation.Decided decided ->
                new Row(
                        sample.name(),
                        decided.route()
                                .map(route -> route.model() + " " + route.tier()
                                        + (route.lane() == Lane.BATCH ? " batch" : ""))
                                .orElse(NO_ROUTE),
                        decided.decision().ruleId());
        };
    }

    /// The samples that go elsewhere under another policy.
    public List<Difference> differencesTo(SampleTable other) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).route().equals(other.rows.get(i).route())) {
                differences.add(new Difference(rows.get(i).name(), rows.get(i), other.rows.get(i)));
            }
        }
        return differences;
    }
}
