package io.diptych.standalone.command;

import io.diptych.standalone.demo.Defects;
import io.diptych.standalone.demo.DemoListener;
import io.diptych.standalone.demo.DemoReport;
import io.diptych.standalone.demo.DemoRun;
import io.diptych.standalone.demo.Plan;
import io.diptych.standalone.demo.Sku;
import io.diptych.standalone.stack.ExternalParts;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a plan of the article from end to end and prints the bill.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the dual-engine project of the article on a throw-away stack and prints the bill.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private LiveOptions live = new LiveOptions();

    @Mixin
    private DataFolder data = new DataFolder();

    @Mixin
    private DefectOptions defects = new DefectOptions();

    @Option(names = "--skus", paramLabel = "N", defaultValue = "10", description = "Articles, 1..100 (default: 10).")
    private int skus = 10;

    @Option(names = "--plan", defaultValue = "dual", description = "dual, gpt or nano (default: dual).")
    private String plan = "dual";

    @Option(
            names = "--price-book",
            defaultValue = "official",
            description = "official or seed-000, the article's figures (default: official).")
    private String priceBook = "official";

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many times faster than real providers the simulator is (default: 20).")
    private double speed = 20;

    @Option(names = "--attach", description = "Use the stack that `up` runs instead of a throw-away one.")
    private boolean attach;

    @Option(names = "--keep", description = "Keep the stack's data and logs in the folder of --data.")
    private boolean keep;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "diptych-demo",
            description = "Folder for images and contact sheet (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("diptych-demo");

    @Mixin
    private FaultOptions faults = new FaultOptions();

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    private @Nullable Defects repaired;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Screen screen = new Screen(json);
        Plan chosen = Plan.named(plan);
        List<Sku> articles = Sku.first(skus);
        String campaign = "demo-" + Long.toString(Instant.now().toEpochMilli(), 36);
        DemoReport report = attach
                ? runOn(screen, data.running(), chosen, articles, campaign, 0, () -> 0, display -> display)
                : runOnOwnStack(screen, chosen, articles, campaign);
        new BillPrinter(screen).print(report);
        screen.result(repaired == null ? report : Map.of("demo", report, "defects", repaired));
        return report.isOk() ? 0 : 1;
    }

    private DemoReport runOnOwnStack(Screen screen, Plan chosen, List<Sku> articles, String campaign)
            throws IOException, InterruptedException {
        StackOptions options = new StackOptions(
                keep ? Optional.of(data.folder()) : Optional.empty(),
                false,
                faults.kills(),
                priceBook,
                speed,
                live.limit());
        screen.line("Starting a %s stack …", keep ? "kept" : "throw-away");
        try (Stack stack = Stack.start(options, ExternalParts.from(System.getenv()), screen.stackListener())) {
            double ready = JvmClock.secondsSinceStart();
            return runOn(
                    screen,
                    stack.addresses(),
                    chosen,
                    articles,
                    campaign,
                    ready,
                    stack::residentBytes,
                    display -> faults.kills() ? faults.killing(stack, display) : display);
        }
    }

    private DemoReport runOn(
            Screen screen,
            StackAddresses stack,
            Plan chosen,
            List<Sku> articles,
            String campaign,
            double readySeconds,
            DemoRun.ResidentBytes resident,
            UnaryOperator<DemoListener> watched)
            throws IOException, InterruptedException {
        defects.arm(screen, stack);
        faults.arm(stack);
        DemoRun run = new DemoRun(stack, chosen, articles, campaign, faults.areWished());
        DemoReport report;
        try (ProgressDisplay display = new ProgressDisplay(screen)) {
            report = faults.disarm(
                    stack, run.run(watched.apply(display), readySeconds, resident, output.toAbsolutePath()));
        } finally {
            defects.disarm(stack);
        }
        repaired = defects.show(screen, stack, campaign).orElse(null);
        return report;
    }
}
