package io.diptych.standalone.command;

import io.diptych.catalog.Money;
import io.diptych.standalone.replay.ReplayReport;
import io.diptych.standalone.replay.ReplayReport.AsItWent;
import io.diptych.standalone.replay.ReplayReport.Difference;
import io.diptych.standalone.replay.ReplayReport.Share;
import io.diptych.standalone.replay.ReplayReport.TenantChange;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Tells a person what a draft would have changed.
final class ReplayPrinter {
    private static final int MOST_DIFFERENCES = 30;
    private static final String NONE = "no route";

    private ReplayPrinter() {}

    static void print(Screen screen, ReplayReport report) {
        screen.line(
                "%d requests for %d images decided again under %s %s; %d images would go elsewhere.",
                report.requests(),
                report.images(),
                report.policy(),
                report.version(),
                report.tenants().stream().mapToLong(TenantChange::changed).sum());
        leftOut(screen, report);
        screen.line("");
        shares(screen, report);
        screen.line("");
        tenants(screen, report);
        asItWent(screen, report.asItWent());
        differences(screen, report.differences());
        screen.line("");
        screen.line(
                "Costs and times are the catalogue's estimates for first attempts. The draft saw what each decision");
        screen.line("saw: the health of models and the money that its tenant had left.");
    }

    private static void leftOut(Screen screen, ReplayReport report) {
        say(screen, report.repeats(), "repeated requests, decided once");
        say(screen, report.undecided(), "requests without a recorded decision: invalid, or not routed yet");
        say(screen, report.refused(), "requests that the contract's rules refuse now");
        report.unreadable().forEach((topic, count) -> say(screen, count, "records of " + topic + " cannot be read"));
    }

    private static void say(Screen screen, long count, String what) {
        if (count > 0) {
            screen.line("  left out: %d %s", count, what);
        }
    }

    private static void shares(Screen screen, ReplayReport report) {
        Table table = new Table("route", ">before", ">share", ">after", ">share");
        for (Share share : report.shares()) {
            table.row(
                    share.route(),
                    share.before(),
                    percent(share.before(), report.images()),
                    share.after(),
                    percent(share.after(), report.images()));
        }
        table.lines().forEach(line -> screen.line("%s", line));
    }

    private static void tenants(Screen screen, ReplayReport report) {
        Table table = new Table(
                "tenant",
                ">images",
                ">changed",
                ">USD before",
                ">after",
                ">latency before",
                ">after",
                ">no route",
                ">after");
        report.tenants().forEach(tenant -> row(table, tenant));
        if (report.tenants().size() > 1) {
            row(
                    table,
                    new TenantChange(
                            "all",
                            report.images(),
                            report.tenants().stream()
                                    .mapToLong(TenantChange::changed)
                                    .sum(),
                            report.before(),
                            report.after()));
        }
        table.lines().forEach(line -> screen.line("%s", line));
        say(screen, report.before().unpriced(), "images from the cost before: their price is unknown");
        say(screen, report.after().unpriced(), "images from the cost after: their price is unknown");
    }

    private static void row(Table table, TenantChange tenant) {
        table.row(
                tenant.tenant(),
                tenant.images(),
                tenant.changed(),
                new Money(tenant.before().costMicros()).toCents(),
                new Money(tenant.after().costMicros()).toCents(),
                ExplanationPrinter.latency(tenant.before().latencyMillis()),
                ExplanationPrinter.latency(tenant.after().latencyMillis()),
                tenant.before().unrouted(),
                tenant.after().unrouted());
    }

    private static void asItWent(Screen screen, AsItWent went) {
        if (went.outcomes().isEmpty()) {
            return;
        }
        long images =
                went.outcomes().values().stream().mapToLong(Long::longValue).sum();
        screen.line("");
        screen.line(
                "As it went: %s, %.2f attempts an image, %s from request to outcome on average.",
                went.outcomes(), (double) went.attempts() / images, ExplanationPrinter.latency(went.meanMillis()));
    }

    private static void differences(Screen screen, List<Difference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        screen.line("");
        Table table = new Table("request", "tenant", ">images", "before", "rule", "after", "rule");
        differences.stream()
                .limit(MOST_DIFFERENCES)
                .forEach(each -> table.row(
                        each.requestId(),
                        each.tenant(),
                        each.images(),
                        Objects.requireNonNullElse(each.oldRoute(), NONE),
                        each.oldPolicy() + "/" + each.oldRule(),
                        Objects.requireNonNullElse(each.newRoute(), NONE),
                        each.newRule()));
        table.lines().forEach(line -> screen.line("%s", line));
        if (differences.size() > MOST_DIFFERENCES) {
            screen.line("… and %d more; --json has all.", differences.size() - MOST_DIFFERENCES);
        }
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
