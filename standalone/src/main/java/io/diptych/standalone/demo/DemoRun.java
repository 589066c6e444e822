package io.diptych.standalone.demo;

import io.diptych.events.GenerationRequest;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.DemoReport.StageBill;
import io.diptych.standalone.demo.Plan.PlannedStage;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/// One run of a plan against a running stack: publishes its requests, follows them to the end, adds up the bill.
public final class DemoRun {
    private static final Duration SILENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final StackAddresses stack;
    private final Plan plan;
    private final List<Sku> skus;
    private final String campaign;
    private final boolean settle;
    private final Tally tally = new Tally();

    /// @param campaign identity of the run, unique on the stack
    public DemoRun(StackAddresses stack, Plan plan, List<Sku> skus, String campaign) {
        this(stack, plan, skus, campaign, false);
    }

    /// @param settle whether the simulators' invoice is applied at the end, which settles what nobody knew
    public DemoRun(StackAddresses stack, Plan plan, List<Sku> skus, String campaign, boolean settle) {
        this.settle = settle;
        this.stack = stack;
        this.plan = plan;
        this.skus = List.copyOf(skus);
        this.campaign = campaign;
    }

    /// Runs it.
    ///
    /// @param readySeconds    what the stack took to start, for the report
    /// @param residentBytes   memory of the stack, for the report
    /// @param output          folder for images and contact sheet; null for none
    /// @throws StackException when nothing has happened for three minutes
    public DemoReport run(
            DemoListener listener, double readySeconds, ResidentBytes residentBytes, @Nullable Path output)
            throws IOException, InterruptedException {
        Topics topics = new Topics("");
        KafkaSettings kafka = new KafkaSettings(stack.kafkaBootstrap());
        long begin = System.nanoTime();
        try (EventCodec codec = new EventCodec(stack.registry());
                TopicWatcher _ = new TopicWatcher(kafka, topics, codec, campaign, tally)) {
            List<GenerationRequest> requests = new PlanRequests(plan, campaign).of(skus, Instant.now());
            int jobs = requests.stream()
                    .mapToInt(request -> request.getOutput().getCount())
                    .sum();
            publish(kafka, topics, codec, requests);
            listener.requested(jobs);
            follow(jobs, listener);
            double elapsed = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
            return report(jobs, readySeconds, elapsed, residentBytes.now(), output);
        }
    }

    /// Reads the memory of the stack.
    @FunctionalInterface
    public interface ResidentBytes {
        long now();
    }

    private static void publish(
            KafkaSettings kafka, Topics topics, EventCodec codec, List<GenerationRequest> requests) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("diptych-demo"))) {
            for (GenerationRequest request : requests) {
                var _ = producer.send(codec.record(topics.requests(), request, FreshTrace.headers()));
            }
            producer.flush();
        }
    }

    private void follow(int jobs, DemoListener listener) throws InterruptedException {
        Tally.Counts last = tally.counts();
        long lastChange = System.nanoTime();
        while (true) {
            Tally.Counts counts = tally.counts();
            listener.progress(new DemoListener.Progress(
                    jobs,
                    counts.generated(),
                    counts.judged(),
                    counts.delivered(),
                    counts.failed(),
                    counts.ended(),
                    counts.spentMicros()));
            if (counts.ended() >= jobs && tally.ledgerIsComplete()) {
                return;
            }
            if (!counts.equals(last)) {
                last = counts;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > SILENCE.toNanos()) {
                throw new StackException("nothing has happened for " + SILENCE.toSeconds() + " s: " + counts.ended()
                        + " of " + jobs + " jobs have an outcome; see the logs");
            }
            Thread.sleep(PAUSE);
        }
    }

    private DemoReport report(int jobs, double readySeconds, double elapsed, long resident, @Nullable Path output)
            throws IOException, InterruptedException {
        CostGroups ledger = awaitLedger();
        @Nullable
        BookClosing closing =
                stack.simulator() == null ? null : BookClosing.of(stack, stack.simulator(), campaign, settle);
        if (settle) {
            ledger = awaitLedger();
        }
        @Nullable Invoice invoice = stack.simulator() == null ? null : Invoice.fetch(stack.simulator(), campaign);
        List<String> paidTwice = invoice == null ? List.of() : invoice.paidTwice(tally.unknownAttempts());
        BigDecimal ledgerUsd = usd(ledger.totalMicros());
        @Nullable BigDecimal invoiceUsd = invoice == null ? null : usd(invoice.totalMicros());
        @Nullable
        Path sheet = output == null ? null : new ContactSheet(stack, output).write(plan, skus, tally.outcomes());
        Tally.Counts counts = tally.counts();
        return new DemoReport(
                plan.name(),
                skus.size(),
                stack.priceBook(),
                stack.simulator() == null ? "live" : "simulator",
                jobs,
                tally.outcomeRecords(),
                counts.delivered(),
                counts.failed(),
                ledgerUsd,
                invoiceUsd,
                invoice == null ? null : usd(ledger.totalMicros() - invoice.totalMicros()),
                closing == null ? null : usd(closing.unexplainedMicros()),
                closing == null ? 0 : closing.settled(),
                paidTwice.size(),
                paidTwice,
                usd(tally.heldMicros()),
                tally.unpriced() + (invoice == null ? 0 : invoice.unpriced()),
                readySeconds,
                elapsed,
                resident >> 20,
                plan.articleTotalUsd(),
                bills(plan, ledger),
                sheet == null ? null : sheet.toString(),
                Map.of(),
                List.of());
    }

    /// The ledger in PostgreSQL follows the topic: waits until it has every posting that the topic has.
    private CostGroups awaitLedger() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SILENCE.toNanos();
        while (true) {
            CostGroups ledger = CostGroups.ask(stack, "stage,model,tier,lane", campaign);
            long inLedger = ledger.totalMicros()
                    + ledger.groups().stream()
                            .mapToLong(CostGroups.Group::heldMicros)
                            .sum();
            long charges = ledger.groups().stream()
                    .mapToLong(CostGroups.Group::charges)
                    .sum();
            if (inLedger == tally.chargedMicros() + tally.heldMicros() && charges == tally.charges()) {
                return ledger;
            }
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        "the ledger's table and topic differ: " + charges + " charges against " + tally.charges());
            }
            Thread.sleep(PAUSE);
        }
    }

    private static List<StageBill> bills(Plan plan, CostGroups ledger) {
        return plan.stages().stream()
                .flatMap(stage -> bills(stage, ledger).stream())
                .toList();
    }

    private static List<StageBill> bills(PlannedStage stage, CostGroups ledger) {
        return ledger.groups().stream()
                .filter(group -> stage.stage().name().equals(group.dimensions().get("stage")))
                .map(group -> new StageBill(
                        stage.title(),
                        stage.stage().name(),
                        String.valueOf(group.dimensions().get("model")),
                        String.valueOf(group.dimensions().get("tier")),
                        String.valueOf(group.dimensions().get("lane")),
                        group.images(),
                        usd(group.amountMicros()),
                        stage.article().model(),
                        stage.article().images(),
                        stage.article().costUsd()))
                .toList();
    }

    private static BigDecimal usd(long micros) {
        BigDecimal exact = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return exact.scale() < 2 ? exact.setScale(2) : exact;
    }
}
