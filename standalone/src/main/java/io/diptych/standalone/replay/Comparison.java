package io.diptych.standalone.replay;

import io.diptych.router.routing.Evaluation;
import io.diptych.standalone.explain.Explanation;
import io.diptych.standalone.replay.Replay.Draft;
import io.diptych.standalone.replay.ReplayReport.AsItWent;
import io.diptych.standalone.replay.ReplayReport.Difference;
import io.diptych.standalone.replay.ReplayReport.Share;
import io.diptych.standalone.replay.ReplayReport.TenantChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Adds up what differs between the decisions of then and those of a draft.
final class Comparison {
    private final Draft draft;
    private final Both all = new Both();
    private final Map<String, Both> tenants = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, Long> ended = new TreeMap<>();
    private long requests;
    private long repeats;
    private long undecided;
    private long refused;
    private long attempts;
    private long endedMillis;

    Comparison(Draft draft) {
        this.draft = draft;
    }

    /// Both sides of the same images.
    private static final class Both {
        private final Side before = new Side();
        private final Side after = new Side();
        private long images;
        private long changed;

        void add(OldDecision old, Explanation.Decided now, @Nullable RouteKey route, boolean differs) {
            images += now.images();
            changed += differs ? now.images() : 0;
            before.add(old.route(), old.micros(), old.millis(), now.images());
            after.add(
                    route,
                    now.route().map(chosen -> chosen.estimatedMicros()).orElse(null),
                    now.decision().evaluations().stream()
                            .filter(Evaluation::chosen)
                            .map(Evaluation::expectedMillis)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null),
                    now.images());
        }
    }

    void repeat() {
        repeats++;
    }

    void undecided() {
        undecided++;
    }

    void refused() {
        refused++;
    }

    void went(Ended job, Duration took) {
        ended.merge(job.status(), 1L, Long::sum);
        attempts += job.attempts();
        endedMillis += took.toMillis();
    }

    void add(OldDecision old, Explanation.Decided now) {
        requests++;
        RouteKey route = now.route().map(RouteKey::of).orElse(null);
        boolean differs = !Objects.equals(old.route(), route);
        all.add(old, now, route, differs);
        tenants.computeIfAbsent(now.tenant(), _ -> new Both()).add(old, now, route, differs);
        if (differs) {
            differences.add(new Difference(
                    now.requestId(),
                    now.tenant(),
                    now.images(),
                    old.route() == null ? null : old.route().label(),
                    old.rule(),
                    old.policy(),
                    route == null ? null : route.label(),
                    now.decision().ruleId(),
                    now.route()
                            .map(chosen -> chosen.reason())
                            .orElseGet(() -> now.decision().whyNone())));
        }
    }

    ReplayReport report(Map<String, Long> unreadable) {
        long outcomes = ended.values().stream().mapToLong(Long::longValue).sum();
        return new ReplayReport(
                draft.name(),
                draft.version(),
                requests,
                all.images,
                repeats,
                undecided,
                refused,
                unreadable,
                all.before.total(),
                all.after.total(),
                shares(),
                tenants.entrySet().stream()
                        .map(tenant -> change(tenant.getKey(), tenant.getValue()))
                        .toList(),
                new AsItWent(ended, attempts, outcomes == 0 ? null : endedMillis / outcomes),
                differences);
    }

    private List<Share> shares() {
        TreeSet<String> routes = new TreeSet<>(all.before.images().keySet());
        routes.addAll(all.after.images().keySet());
        return routes.stream()
                .map(route -> new Share(
                        route,
                        all.before.images().getOrDefault(route, 0L),
                        all.after.images().getOrDefault(route, 0L)))
                .toList();
    }

    private static TenantChange change(String tenant, Both both) {
        return new TenantChange(tenant, both.images, both.changed, both.before.total(), both.after.total());
    }
}
