package io.diptych.standalone.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The metrics that dashboards and alert rules ask for, by their names in Prometheus.
public final class WatchedMetrics {
    private static final Pattern NAME = Pattern.compile("\\bdiptych_[a-z0-9_]+");
    private static final Pattern UNIT =
            Pattern.compile("_(total|seconds_bucket|seconds_count|seconds_sum|seconds|micro_usd)$");

    /// Counters that begin with the first event they count: none of these happens in a run where all goes well.
    private static final Set<String> OF_TROUBLE = Set.of(
            "diptych_dead_letters_total",
            "diptych_worker_retries_total",
            "diptych_worker_orphans_total",
            "diptych_worker_lapses_total",
            "diptych_qa_escalations_total",
            "diptych_review_breaches_total",
            "diptych_cost_unpriced_total",
            "diptych_cost_alerts_total",
            "diptych_cost_clock_ahead_total",
            "diptych_cost_rollups_late_total",
            "diptych_router_escalations_total",
            "diptych_router_fallbacks_total",
            "diptych_router_repeats_total",
            "diptych_router_refused_total",
            "diptych_router_unknown_tenants_total",
            "diptych_router_endings_total",
            "diptych_router_budget_refusals_total",
            "diptych_router_budget_waits_total",
            "diptych_router_budget_overruns_total");

    /// Those that come so often that their share is what matters, not the first.
    private static final Set<String> OFTEN = Set.of(
            "diptych_qa_escalations_total", "diptych_router_escalations_total", "diptych_router_fallbacks_total");

    private WatchedMetrics() {}

    /// Files that ask for metrics.
    static List<Path> files() {
        Path deploy = repository().resolve("deploy");
        try (Stream<Path> dashboards = Files.list(deploy.resolve("grafana").resolve("dashboards"))) {
            return Stream.concat(Stream.of(deploy.resolve("prometheus").resolve("rules.yml")), dashboards)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path repository() {
        return Path.of("").toAbsolutePath().resolve("..").normalize();
    }

    /// All of them.
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Path file : files()) {
            try {
                Matcher found = NAME.matcher(Files.readString(file));
                while (found.find()) {
                    names.add(found.group());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }

    /// Those that services export after a run where all went well and nobody was asked.
    public static Set<String> ofEveryRun() {
        Set<String> names = names();
        names.removeAll(OF_TROUBLE);
        names.removeIf(name -> name.startsWith("diptych_review_"));
        return names;
    }

    /// Whether an expression asks how fast a counter grows that begins with the first event it counts: that first one
    /// would not be seen, and is often the only one.
    static boolean isBlindToTheFirst(String expression) {
        return OF_TROUBLE.stream()
                .filter(name -> !OFTEN.contains(name))
                .anyMatch(name -> expression.matches(".*\\b(rate|increase)\\(" + name + "\\b.*")
                        && !expression.contains(" unless " + name + " offset ")
                        && !expression.contains(" unless " + name + "{"));
    }

    /// The name as a meter has it in the code.
    static String meter(String name) {
        return UNIT.matcher(name).replaceFirst("").replace('_', '.');
    }
}
