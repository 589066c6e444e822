package io.diptych.standalone.command;

import io.diptych.standalone.stack.ExternalParts;
import io.diptych.standalone.stack.ReviewerPass;
import io.diptych.standalone.stack.Reviewing;
import io.diptych.standalone.stack.ServiceKind;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts everything and keeps it running.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts broker, registry, database and every service, prints where they are, stops on Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Option(names = "--separate", description = "Every service in a process of its own.")
    private boolean separate;

    @Option(names = "--free-ports", description = "Listen on free ports instead of the default ones.")
    private boolean freePorts;

    @Option(
            names = "--price-book",
            defaultValue = "official",
            description = "Price book: official or seed-000 (default: ${DEFAULT-VALUE}).")
    private String priceBook = "official";

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many times faster than real providers the simulator is (default: ${DEFAULT-VALUE}).")
    private double speed = 1;

    @Option(
            names = "--reviewer",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "lead,reviewer",
            description = "Who may sit at the review desk; the first leads. Each gets a token for this run"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<String> reviewers = List.of();

    @Option(
            names = "--no-review",
            description = "No review desk: images that quality control doubts are delivered with their doubts.")
    private boolean withoutReview;

    @Option(names = "--json", description = "Print where everything is as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = new Screen(json);
        List<ReviewerPass> passes = withoutReview ? List.of() : passes();
        StackOptions options = new StackOptions(
                Optional.of(data.folder()),
                !freePorts,
                separate,
                priceBook,
                speed,
                live.limit(),
                passes.isEmpty() ? Optional.empty() : Optional.of(Reviewing.by(passes)));
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(stopped);
        }));
        screen.line("Starting Diptych over %s …", data.folder());
        try (Stack stack = Stack.start(options, ExternalParts.from(System.getenv()), screen.stackListener())) {
            print(screen, stack, passes);
            stop.await();
            screen.line("Stopping …");
        } finally {
            stopped.countDown();
        }
        screen.line("Stopped.");
        return 0;
    }

    private List<ReviewerPass> passes() {
        return IntStream.range(0, reviewers.size())
                .mapToObj(i -> ReviewerPass.fresh(reviewers.get(i), i == 0))
                .toList();
    }

    private void print(Screen screen, Stack stack, List<ReviewerPass> passes) {
        double ready = JvmClock.secondsSinceStart();
        StackAddresses addresses = stack.addresses();
        long megabytes = stack.residentBytes() >> 20;
        screen.line("");
        screen.line("Ready in %.1f s, %d MB resident.", ready, megabytes);
        screen.line("  Kafka             %s", addresses.kafkaBootstrap());
        screen.line("  schema registry   %s (Confluent API under /apis/ccompat/v7)", addresses.registry());
        new TreeMap<>(addresses.services())
                .forEach((name, address) -> screen.line(
                        "  %-17s %s (process %d)",
                        name, address, addresses.pids().getOrDefault(name, 0L)));
        screen.line(
                "  providers         %s",
                addresses.simulator() == null ? "LIVE: real money is spent" : "simulator at " + addresses.simulator());
        screen.line("  logs              %s", stack.folder().resolve("logs"));
        screen.line(
                "  costs, live       %s", addresses.service(ServiceKind.COST).resolve("/dashboard/"));
        String page = addresses.service(ServiceKind.QA) + "/review/";
        passes.forEach(pass -> screen.line("  review as %-7s %s#token=%s", pass.name(), page, pass.token()));
        screen.line("Try: bin/diptych request \"A red teapot on a pure white background\"");
        screen.result(Map.of(
                "readySeconds",
                ready,
                "residentMegabytes",
                megabytes,
                "addresses",
                visible(addresses),
                "reviewPages",
                passes.stream()
                        .collect(Collectors.toMap(ReviewerPass::name, pass -> page + "#token=" + pass.token()))));
    }

    /// Without settings: they may hold keys.
    private static StackAddresses visible(StackAddresses all) {
        return new StackAddresses(
                all.pid(),
                all.kafkaBootstrap(),
                all.registry(),
                all.simulator(),
                all.priceBook(),
                all.services(),
                all.pids(),
                Map.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
