package io.diptych.standalone.command;

import io.diptych.catalog.Money;
import io.diptych.router.routing.Decision;
import io.diptych.router.routing.Evaluation;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.standalone.explain.Explanation;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells an explanation to a person.
final class ExplanationPrinter {
    private ExplanationPrinter() {}

    /// All of it.
    static void print(Screen screen, Explanation explanation) {
        switch (explanation) {
            case Explanation.Refused refused -> {
                screen.line("request  %s breaks the contract:", refused.requestId());
                refused.violations().forEach(violation -> screen.line("  %s", violation.message()));
            }
            case Explanation.Decided decided -> print(screen, decided);
        }
    }

    private static void print(Screen screen, Explanation.Decided decided) {
        Decision decision = decided.decision();
        screen.line(
                "request  %s, %d image%s, tenant %s, at %s",
                decided.requestId(),
                decided.images(),
                decided.images() == 1 ? "" : "s",
                decided.tenant(),
                decided.at());
        screen.line("policy   %s %s", decision.policy(), decision.policyVersion());
        screen.line("rule     %s", decision.ruleId());
        decision.doubts().forEach(doubt -> screen.line("doubt    %s", doubt));
        decided.notes().forEach(note -> screen.line("note     %s", note));
        if (decided.route().isPresent()) {
            PlannedRoute route = decided.route().get();
            screen.line(
                    "route    %s on lane %s, %s as %s, up to %s an image",
                    label(route), route.lane(), route.aspectRatio(), route.size(), price(route.estimatedMicros()));
            screen.line("because  %s", route.reason());
            route.substitutions().forEach(change -> screen.line("changes  %s", change));
        } else {
            screen.line("route    none: %s", decision.whyNone());
        }
        screen.line("");
        Table table = new Table(">#", "model", "tier", "lane", ">price", ">latency", "why");
        for (Evaluation each : decision.evaluations()) {
            table.row(
                    each.rank() == null ? "-" : each.rank(),
                    each.model(),
                    each.tier(),
                    each.lane(),
                    price(each.estimatedMicros()),
                    latency(each.expectedMillis()),
                    each.reason());
        }
        table.lines().forEach(line -> screen.line("%s", line));
        screen.line("");
        screen.line(
                "left     %s",
                decision.remaining().isEmpty()
                        ? "nothing"
                        : decision.remaining().stream()
                                .map(ExplanationPrinter::label)
                                .collect(Collectors.joining(", ")));
    }

    /// One line of it.
    static void row(Table table, String name, Explanation explanation) {
        switch (explanation) {
            case Explanation.Refused _ -> table.row(name, "", "", "breaks the contract", "", "");
            case Explanation.Decided decided -> {
                Decision decision = decided.decision();
                table.row(
                        name,
                        decision.policy(),
                        decision.ruleId(),
                        decided.route().map(ExplanationPrinter::labelWithLane).orElse("none"),
                        decided.route()
                                .map(route -> price(route.estimatedMicros()))
                                .orElse(""),
                        decision.evaluations().stream()
                                .filter(Evaluation::chosen)
                                .map(each -> latency(each.expectedMillis()))
                                .findFirst()
                                .orElse(""));
            }
        }
    }

    /// What must be said below such a line.
    static List<String> mistakes(String name, Explanation explanation) {
        return switch (explanation) {
            case Explanation.Refused refused ->
                refused.violations().stream()
                        .map(violation -> name + ": " + violation.message())
                        .toList();
            case Explanation.Decided decided ->
                decided.route().isPresent()
                        ? List.of()
                        : List.of(name + ": " + decided.decision().whyNone());
        };
    }

    static String label(PlannedRoute route) {
        return route.model() + " " + route.tier();
    }

    static String labelWithLane(PlannedRoute route) {
        return label(route) + (route.lane() == io.diptych.events.Lane.BATCH ? " batch" : "");
    }

    static String price(@Nullable Long micros) {
        return micros == null ? "unknown" : "$" + new Money(micros).dollars().setScale(4, RoundingMode.HALF_UP);
    }

    static String latency(@Nullable Long millis) {
        if (millis == null) {
            return "unknown";
        }
        Duration latency = Duration.ofMillis(millis);
        return latency.toMinutes() >= 2 ? latency.toMinutes() + " min" : latency.toSeconds() + " s";
    }
}
