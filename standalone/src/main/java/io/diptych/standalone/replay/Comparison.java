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
import java.util.LinkedHashMap;
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
    private long decidedByAnother;
    private long attempts;
    private long endedMillis;

    Comparison(Draft draft) {
        this.draft = draft;
    }

    /// The two decisions on one image.
    record Pair(OldDecision old, Explanation.Decided now) {
        @Nullable
        RouteKey route() {
            return now.route().map(RouteKey::of).orElse(null);
        }

        boolean differs() {
            return !Objects.equals(old.route(), route());
        }

        /// What is told of it.
        Difference difference() {
            RouteKey route = route();
            return new Difference(
                    now.requestId(),
                    now.tenant(),
                    1,
                    old.route() == null ? null : old.route().label(),
                    old.rule(),
                    old.policy(),
                    route == null ? null : route.label(),
                    now.decision().ruleId(),
                    now.route()
                            .map(chosen -> chosen.reason())
                            .orElseGet(() -> now.decision().whyNone()));
        }
    }

    /// Both sides of the same images.
    private static final class Both {
        private final Side before = new Side();
        private final Side after = new Side();
        private long images;
        private long changed;

        void add(Pair image) {
            images++;
            changed += image.differs() ? 1 : 0;
            before.add(image.old().route(), image.old().micros(), image.old().millis());
            after.add(
                    image.route(),
                    image.now().route().map(chosen -> chosen.estimatedMicros()).orElse(null),
                    image.now().decision().evaluations().stream()
                            .filter(Evaluation::chosen)
                            .map(Evaluation::expectedMillis)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
        }

        List<Share> shares() {
            TreeSet<String> routes = new TreeSet<>(before.images().keySet());
            routes.addAll(after.images().keySet());
            return routes.stream()
                    .map(route -> new Share(
                            route,
                            before.images().getOrDefault(route, 0L),
                            after.images().getOrDefault(route, 0L)))
                    .toList();
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

    void decidedByAnother() {
        decidedByAnother++;
    }

    void went(Ended job, Duration took) {
        ended.merge(job.status(), 1L, Long::sum);
        attempts += job.attempts();
        endedMillis += took.toMillis();
    }

    /// Adds the images of one request. Those that differ in the same way are told in one line.
    void add(List<Pair> images) {
        requests++;
        Map<Difference, Long> differing = new LinkedHashMap<>();
        for (Pair image : images) {
            all.add(image);
            tenants.computeIfAbsent(image.now().tenant(), _ -> new Both()).add(image);
            if (image.differs()) {
                differing.merge(image.difference(), 1L, Long::sum);
            }
        }
        differing.forEach((difference, count) -> differences.add(difference.of(count)));
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
                decidedByAnother,
                unreadable,
                all.before.total(),
                all.after.total(),
                all.shares(),
                tenants.entrySet().stream()
                        .map(tenant -> change(tenant.getKey(), tenant.getValue()))
                        .toList(),
                new AsItWent(ended, attempts, outcomes == 0 ? null : endedMillis / outcomes),
                differences);
    }

    private static TenantChange change(String tenant, Both both) {
        return new TenantChange(
                tenant, both.images, both.changed, both.shares(), both.before.total(), both.after.total());
    }
}
