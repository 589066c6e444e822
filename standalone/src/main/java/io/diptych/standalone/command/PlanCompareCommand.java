package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.PriceBook;
import io.diptych.events.Stage;
import io.diptych.router.policy.Policies;
import io.diptych.standalone.demo.Plan;
import io.diptych.standalone.demo.PricedPlan;
import io.diptych.standalone.demo.RecordedProject;
import io.diptych.standalone.demo.ReworkRates;
import io.diptych.standalone.demo.Sku;
import io.diptych.standalone.explain.OfflineRouter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One project under several plans and price books.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Prices one project under several plans and price books, with rework: what does an accepted image cost?",
            "Buys nothing. Each request goes where the router would send it."
        })
final class PlanCompareCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(names = "--plans", split = ",", description = "Plans (default: gpt,nano,dual).")
    private List<String> plans = List.of("gpt", "nano", "dual");

    @Option(names = "--books", split = ",", description = "Price books, instead of the one of --book.")
    private List<String> books = List.of();

    @Option(names = "--skus", defaultValue = "100", description = "Articles, 1..100 (default: ${DEFAULT-VALUE}).")
    private int skus = 100;

    @Option(
            names = "--campaign",
            paramLabel = "NAME",
            description = "A project that the running stack has carried out, instead of the article's.")
    private @Nullable String campaign;

    @Option(
            names = "--rework",
            split = ",",
            paramLabel = "WHAT=RATE",
            description = {
                "Share of the purchases that falls short: for a plan (nano=0.35), a stage (POSTER=0.35), both"
                        + " (nano.POSTER=0.35), or all (*=0.1). With rate r an accepted image takes 1/(1-r) purchases."
            })
    private Map<String, BigDecimal> rework = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print the comparison as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Screen screen = new Screen(json);
        Catalog catalog = Catalog.load();
        Policies policies = Policies.shipped(catalog, PolicyOptions.DEFAULT_POLICY, models.settings());
        OfflineRouter router = models.router(catalog, policies);
        ReworkRates rates = new ReworkRates(rework);
        Instant now = Instant.now();
        List<PricedPlan> priced = new ArrayList<>();
        Map<Stage, Long> images = Map.of();
        if (campaign != null) {
            RecordedProject recorded = RecordedProject.of(data.running(), campaign);
            priced.add(recorded.actual());
            images = recorded.images();
        }
        for (String book : books.isEmpty() ? List.of(models.book()) : books) {
            PriceBook prices = catalog.priceBook(book);
            for (String plan : plans) {
                priced.add(PricedPlan.of(Plan.named(plan), Sku.first(skus), images, router, prices, rates, now));
            }
        }
        print(screen, priced);
        screen.result(Map.of("plans", priced));
        return 0;
    }

    private static void print(Screen screen, List<PricedPlan> priced) {
        for (PricedPlan plan : priced) {
            screen.line("");
            screen.line("Plan %s, price book %s", plan.plan(), plan.priceBook());
            Table table = new Table("stage", "route", ">images", ">rework", ">bought", ">USD each", ">USD");
            plan.stages()
                    .forEach(stage -> table.row(
                            stage.title(),
                            stage.route(),
                            stage.images(),
                            stage.rework().toPlainString(),
                            stage.purchases().toPlainString(),
                            usd(stage.unitUsd()),
                            usd(stage.costUsd())));
            table.row("total", "", plan.images(), "", plan.purchases().toPlainString(), "", usd(plan.totalUsd()));
            table.lines().forEach(line -> screen.line("%s", line));
        }
        screen.line("");
        Table summary =
                new Table("plan", "price book", ">images", ">USD", ">USD per accepted image", ">against the first");
        BigDecimal first = priced.getFirst().totalUsd();
        for (PricedPlan plan : priced) {
            BigDecimal total = plan.totalUsd();
            summary.row(
                    plan.plan(),
                    plan.priceBook(),
                    plan.images(),
                    usd(total),
                    usd(plan.perAcceptedUsd()),
                    first == null || total == null ? "" : usd(total.subtract(first)));
        }
        summary.lines().forEach(line -> screen.line("%s", line));
    }

    private static String usd(@Nullable BigDecimal amount) {
        return amount == null ? "unknown" : amount.toPlainString();
    }
}
