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
    /// Tenants whose routes are told one by one, of those for whom something changes.
    private static final int MOST_TENANTS = 10;
    private static final String NONE = "no route";

    private ReplayPrinter() {}

    static void print(Screen screen, ReplayReport report) {
        screen.line(
                "%s for %s decided again under %s %s; %s would go elsewhere.",
                counted(report.requests(), "request"),
                counted(report.images(), "image"),
                report.policy(),
                report.version(),
                counted(
                        report.tenants().stream()
                                .mapToLong(TenantChange::changed)
                                .sum(),
                        "image"));
        leftOut(screen, report);
        if (report.images() > 0) {
            compared(screen, report);
        }
    }

    private static void compared(Screen screen, ReplayReport report) {
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
        say(
                screen,
                report.undecided(),
                "requests without a decision since then (invalid, not routed yet, or repeats of earlier ones)");
        say(screen, report.refused(), "requests that the contract's rules refuse now");
        say(screen, report.decidedByAnother(), "requests that another policy decided");
        report.unreadable()
                .forEach((topic, count) -> say(screen, count, "records of " + topic + " that cannot be read"));
    }

    private static void say(Screen screen, long count, String what) {
        if (count > 0) {
            screen.line("  left out: %s: %d", what, count);
        }
    }

    private static void shares(Screen screen, ReplayReport report) {
        Table table = new Table("tenant", "route", ">before", ">share", ">after", ">share");
        boolean several = report.tenants().size() > 1;
        report.tenants().stream()
                .filter(tenant -> !several || tenant.changed() > 0)
                .limit(MOST_TENANTS)
                .forEach(tenant -> shares(table, tenant.tenant(), tenant.shares(), tenant.images()));
        if (several) {
            shares(table, "all", report.shares(), report.images());
        }
        table.lines().forEach(line -> screen.line("%s", line));
    }

    private static void shares(Table table, String whose, List<Share> shares, long images) {
        for (Share share : shares) {
            table.row(
                    whose,
                    share.route(),
                    share.before(),
                    percent(share.before(), images),
                    share.after(),
                    percent(share.after(), images));
        }
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
                            report.shares(),
                            report.before(),
                            report.after()));
        }
        table.lines().forEach(line -> screen.line("%s", line));
        say(screen, report.before().unpriced(), "from the cost before, images of unknown price");
        say(screen, report.after().unpriced(), "from the cost after, images of unknown price");
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

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
