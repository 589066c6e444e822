package io.diptych.standalone.command;

import io.diptych.standalone.demo.DemoReport;
import io.diptych.standalone.demo.DemoReport.StageBill;
import java.util.stream.Collectors;

/// Prints the bill of a demonstration beside the article's table.
final class BillPrinter {
    private static final String ROW = "  %-22s %-24s %-7s %-12s %7s %12s   %-16s %7s %9s";

    private final Screen screen;

    BillPrinter(Screen screen) {
        this.screen = screen;
    }

    void print(DemoReport report) {
        screen.line("");
        screen.line(
                "The bill for plan %s, %d SKUs, price book %s%s",
                report.plan(), report.skus(), report.priceBook(), "live".equals(report.providers()) ? ", LIVE" : "");
        screen.line(ROW, "", "", "", "", "", "", "article, 100 SKUs", "", "");
        screen.line(ROW, "stage", "model", "tier", "lane", "images", "USD", "model", "images", "USD");
        for (StageBill stage : report.stages()) {
            screen.line(
                    ROW,
                    stage.title(),
                    stage.model(),
                    stage.tier(),
                    stage.lane(),
                    stage.images(),
                    stage.costUsd(),
                    stage.articleModel(),
                    stage.articleImages(),
                    stage.articleUsd().setScale(2));
        }
        long images = report.stages().stream().mapToLong(StageBill::images).sum();
        screen.line(ROW, "total", "", "", "", images, report.ledgerUsd(), "", "", report.articleUsd());
        screen.line("");
        screen.line("  jobs              %d", report.jobs());
        screen.line(
                "  outcomes          %d (%d delivered, %d failed)",
                report.outcomes(), report.delivered(), report.failed());
        screen.line("  ledger            %s USD", report.ledgerUsd());
        if (report.invoiceUsd() == null) {
            screen.line("  invoice           not known: real providers send theirs later");
        } else {
            screen.line("  invoice           %s USD (%s)", report.invoiceUsd(), report.providers());
            screen.line("  difference        %s USD", String.valueOf(report.differenceUsd()));
            screen.line(
                    "  unexplained       %s USD%s",
                    String.valueOf(report.unexplainedUsd()),
                    report.settled() == 0 ? "" : " (the invoice settled " + report.settled() + " attempts)");
            screen.line("  images paid twice %d %s", report.paidTwice(), String.join(" ", report.paidTwiceFor()));
        }
        if (report.heldUsd().signum() != 0) {
            screen.line("  held              %s USD for attempts whose billing is unknown", report.heldUsd());
        }
        if (!report.faults().isEmpty()) {
            screen.line(
                    "  faults            %s",
                    report.faults().entrySet().stream()
                            .map(fault -> fault.getValue() + " " + fault.getKey())
                            .sorted()
                            .collect(Collectors.joining(", ")));
            screen.line("  killed            %s", String.join(", ", report.killed()));
        }
        screen.line("  ready             %.1f s after the start", report.readySeconds());
        screen.line("  elapsed           %.1f s from the first request to the last posting", report.elapsedSeconds());
        if (report.residentMegabytes() > 0) {
            screen.line("  memory            %d MB resident, all processes", report.residentMegabytes());
        }
        if (report.contactSheet() != null) {
            screen.line("  contact sheet     %s", report.contactSheet());
        }
        screen.line("");
        screen.line(
                report.isOk()
                        ? "Every job ended exactly once, and every cent is accounted for."
                        : "NOT in order: see the figures above.");
    }
}
