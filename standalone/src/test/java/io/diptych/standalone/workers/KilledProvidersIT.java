package io.diptych.standalone.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Consumption;
import io.diptych.catalog.PixelSize;
import io.diptych.catalog.Price;
import io.diptych.catalog.PriceBook;
import io.diptych.catalog.TokenUsage;
import io.diptych.events.BatchState;
import io.diptych.events.Billing;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Output;
import io.diptych.events.ProviderBatch;
import io.diptych.events.Route;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.service.DiptychService;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultPlan;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.standalone.stack.ChildJvm;
import io.diptych.standalone.stack.ServiceKind;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// Both workers die at once, each in a process of its own, with fifty calls, fifty images of batches and fifty
/// films at the providers; workers of the same names come back.
///
/// Everything is bought once. What nobody can know, since the provider neither answered nor tells what it has, ends
/// as unknown: that is all that the router's policy may buy a second time.
@Timeout(600)
class KilledProvidersIT {
    private static final String GPT = "gpt-image-2";
    private static final String GEMINI = "gemini-3.1-flash-image";
    private static final String VEO = "veo-3.1-fast-generate-001";
    private static final int IN_FLIGHT = 50;
    private static final int STANDARD = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    /// A call that hangs must not be given up while the others are still to come.
    private static final Duration LONGER_THAN_THE_TEST = Duration.ofMinutes(15);
    private static final int LAST_LINES = 40;
    private static final List<ServiceKind> WORKERS = List.of(ServiceKind.OPENAI_WORKER, ServiceKind.GEMINI_WORKER);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everythingEndsAndIsBoughtOnceAlthoughBothWorkersAreKilled() {
        AtomicReference<Instant> providersTime = new AtomicReference<>(Instant.now());
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().withSpeed(50), providersTime::get);
                Stack stack = new Stack("killed", GPT)) {
            provisionAll(stack);
            // Given: the providers answer none of the calls and submissions that they got before the end
            simulator.faults().add(first("gpt-", FaultMode.HANG, IN_FLIGHT));
            simulator.faults().add(first("gemini-", FaultMode.HANG, IN_FLIGHT));
            simulator.faults().add(first("film-0", FaultMode.HANG, 1));
            simulator.faults().add(first(stack.prefix() + "worker." + GPT + ".batch", FaultMode.HANG, 1));
            simulator.faults().add(first(stack.prefix() + "worker." + GEMINI + ".batch", FaultMode.HANG, 1));
            // Nobody looks at the other images: plain ones are drawn fast, and charged like any.
            simulator.faults().add(FaultRule.always(FaultMode.BLANK));
            List<GenerationJob> jobs = publish(stack);
            Map<ServiceKind, ChildJvm> killed = new EnumMap<>(ServiceKind.class);
            WORKERS.forEach(kind -> killed.put(kind, process(kind, settings(stack, simulator, kind))));

            // When
            try {
                await("fifty of each at the providers")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(250))
                        .failFast(() -> killed.forEach(this::requireAlive))
                        .untilAsserted(() -> assertThat(atTheProviders(stack, simulator))
                                .isEqualTo(Map.of(
                                        "calls that hang",
                                        2 * IN_FLIGHT,
                                        "submissions that hang",
                                        3,
                                        "intents",
                                        3,
                                        "images of batches",
                                        2 * IN_FLIGHT,
                                        "films",
                                        IN_FLIGHT)));
            } finally {
                killed.values().forEach(ChildJvm::kill);
            }
            providersTime.updateAndGet(before -> before.plus(Duration.ofHours(1)));
            List<ConfigurableApplicationContext> survivors = new ArrayList<>();
            try {
                WORKERS.forEach(kind -> survivors.add(DiptychService.start(
                        kind.title(), kind.application(), new HashMap<>(settings(stack, simulator, kind)))));
                await("a result of each job")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> results(stack).size() >= jobs.size());
            } finally {
                survivors.forEach(ConfigurableApplicationContext::close);
            }

            // Then
            List<GenerationResult> results = results(stack);
            List<InvoiceLine> invoice = simulator.invoice().lines();
            assertThat(results)
                    .extracting(GenerationResult::getAttemptId)
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.stream().map(GenerationJob::getAttemptId).toList());
            assertThat(invoice)
                    .extracting(line -> line.purchase().clientRequestId())
                    .as("each attempt is on the invoice once")
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.stream().map(GenerationJob::getAttemptId).toList());
            assertThat(mayBePaidTwice(results))
                    .as("what the policy may buy again: what hung, no batch, and one film")
                    .hasSize(2 * IN_FLIGHT + 1)
                    .allMatch(attempt -> !attempt.startsWith("batch"))
                    .filteredOn(attempt -> attempt.startsWith("film"))
                    .containsExactly("film-0#0.1");
            assertThat(charged(jobs, results)).isEqualTo(billed(invoice, mayBePaidTwice(results)));
        }
    }

    /// A service waits until every topic is there, those of others too.
    private static void provisionAll(Stack stack) {
        try (SchemaRegistration schemas = new SchemaRegistration(stack.registry());
                Provisioning provisioning = new Provisioning(stack.kafka(), schemas)) {
            provisioning.topics(stack.topics().all(List.of(GPT, GEMINI, VEO)));
        }
    }

    private static FaultRule first(String requests, FaultMode mode, int times) {
        return new FaultRule(null, mode, 1, times).of(requests);
    }

    /// Calls that the providers have, and what the log says of batches and films.
    private static Map<String, Integer> atTheProviders(Stack stack, Simulator simulator) {
        Map<String, ProviderBatch> latest = new HashMap<>();
        stack.read(stack.topics().batches()).forEach(batch -> latest.put(batch.getBatchKey(), batch));
        Map<String, Integer> standing = new HashMap<>();
        for (FaultPlan.Struck struck : simulator.faults().rules()) {
            if (struck.rule().mode() == FaultMode.HANG) {
                boolean isOfCalls =
                        Integer.valueOf(IN_FLIGHT).equals(struck.rule().times());
                standing.merge(isOfCalls ? "calls that hang" : "submissions that hang", struck.calls(), Integer::sum);
            }
        }
        int intents = 0;
        for (ProviderBatch batch : latest.values()) {
            intents += batch.getState() == BatchState.INTENT ? 1 : 0;
            standing.merge(
                    batch.getModel().equals(VEO) ? "films" : "images of batches",
                    batch.getJobs().size(),
                    Integer::sum);
        }
        standing.put("intents", intents);
        return standing;
    }

    private static List<GenerationJob> publish(Stack stack) {
        List<GenerationJob> gpt = jobs("gpt", STANDARD, GPT, Lane.INTERACTIVE);
        List<GenerationJob> gemini = jobs("gemini", STANDARD, GEMINI, Lane.INTERACTIVE);
        List<GenerationJob> films = jobs("film", IN_FLIGHT, VEO, Lane.INTERACTIVE);
        List<GenerationJob> gptBatch = jobs("batchgpt", IN_FLIGHT, GPT, Lane.BATCH);
        List<GenerationJob> geminiBatch = jobs("batchgemini", IN_FLIGHT, GEMINI, Lane.BATCH);
        stack.publish(stack.topics().jobs(GPT), gpt);
        stack.publish(stack.topics().jobs(GEMINI), gemini);
        stack.publish(stack.topics().jobs(VEO), films);
        stack.publish(stack.topics().batchJobs(GPT), gptBatch);
        stack.publish(stack.topics().batchJobs(GEMINI), geminiBatch);
        List<GenerationJob> all = new ArrayList<>();
        List.of(gpt, gemini, films, gptBatch, geminiBatch).forEach(all::addAll);
        return all;
    }

    private static List<GenerationJob> jobs(String name, int count, String model, Lane lane) {
        return IntStream.range(0, count)
                .mapToObj(i -> job(name + "-" + i, model, lane))
                .toList();
    }

    private static GenerationJob job(String requestId, String model, Lane lane) {
        GenerationJob.Builder job = Jobs.job(requestId, model, lane);
        Route.Builder route = Route.newBuilder(job.getRoute());
        switch (model) {
            case GPT ->
                route.setTier("low").setAspectRatio("8:5").setWidth(1024).setHeight(640);
            case GEMINI ->
                route.setTier("1K").setAspectRatio("1:1").setWidth(1024).setHeight(1024);
            default -> {
                route.setTier("720p").setAspectRatio("16:9").setWidth(1280).setHeight(720);
                job.setRequest(GenerationRequest.newBuilder(job.getRequest())
                        .setOutput(Output.newBuilder(job.getRequest().getOutput())
                                .setSeconds(4)
                                .build())
                        .build());
            }
        }
        return job.setRoute(route.build()).build();
    }

    private ChildJvm process(ServiceKind kind, Map<String, String> settings) {
        return ChildJvm.start(
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                List.of("service", kind.title()),
                Map.of("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(settings)),
                log(kind));
    }

    private Path log(ServiceKind kind) {
        return folder.resolve(kind.title() + ".log");
    }

    private void requireAlive(ServiceKind kind, ChildJvm worker) {
        assertThat(worker.isAlive())
                .as(() -> kind.title() + " lives until it is killed; it said:\n" + lastWords(log(kind)))
                .isTrue();
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(Stack stack, Simulator simulator, ServiceKind kind) {
        Map<String, String> settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("diptych.kafka.bootstrap", stack.kafka().bootstrap());
        settings.put("diptych.registry.url", stack.registry().toString());
        settings.put("diptych.topic-prefix", stack.prefix());
        settings.put("diptych.state-dir", folder.resolve("state").toString());
        settings.put("diptych.assets.root", folder.resolve("assets").toUri().toString());
        settings.put("diptych.shutdown-grace", "3s");
        settings.put("diptych.openai.base-url", simulator.openAiBaseUrl().toString());
        settings.put("diptych.openai.api-key", "simulated");
        settings.put("diptych.gemini.base-url", simulator.baseUrl().toString());
        settings.put("diptych.gemini.api-key", "simulated");
        settings.put("diptych.worker.id", kind.title());
        settings.put("diptych.models", String.join(",", GPT, GEMINI, VEO));
        settings.put("diptych.worker.models", kind == ServiceKind.OPENAI_WORKER ? GPT : GEMINI + "," + VEO);
        settings.put("diptych.worker.slots", Integer.toString(IN_FLIGHT));
        settings.put("diptych.worker.lease-margin", "2s");
        settings.put("diptych.worker.drain", "1s");
        settings.put("diptych.worker.batch.linger", "200ms");
        settings.put("diptych.worker.batch.poll-interval", "500ms");
        List.of(
                        "diptych.worker.call-timeout",
                        "diptych.worker.batch.submit-timeout",
                        "diptych.openai.call-timeout",
                        "diptych.openai.batch-timeout",
                        "diptych.gemini.call-timeout",
                        "diptych.gemini.batch-timeout")
                .forEach(limit -> settings.put(limit, LONGER_THAN_THE_TEST.toString()));
        return settings;
    }

    private static List<GenerationResult> results(Stack stack) {
        return stack.read(stack.topics().results());
    }

    /// Attempts of which nobody knows whether they were bought.
    private static Set<String> mayBePaidTwice(List<GenerationResult> results) {
        return attempts(results, result -> result.getBilling() == Billing.UNKNOWN);
    }

    private static Set<String> attempts(List<GenerationResult> results, Predicate<GenerationResult> which) {
        return results.stream()
                .filter(which)
                .map(GenerationResult::getAttemptId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What the ledger charges, by the catalogue's prices.
    private static Map<String, Long> charged(List<GenerationJob> jobs, List<GenerationResult> results) {
        PriceBook book = Catalog.load().priceBook("official");
        Map<String, GenerationJob> byAttempt =
                jobs.stream().collect(Collectors.toMap(GenerationJob::getAttemptId, job -> job));
        Map<String, Long> charged = new HashMap<>();
        for (GenerationResult result : results) {
            if (result.getBilling() == Billing.BILLED) {
                GenerationJob job = Objects.requireNonNull(byAttempt.get(result.getAttemptId()));
                assertThat(book.price(consumption(job, result), result.getOccurredAt()))
                        .isInstanceOfSatisfying(
                                Price.Known.class,
                                price -> charged.put(
                                        result.getAttemptId(), price.amount().micros()));
            }
        }
        return charged;
    }

    private static Consumption consumption(GenerationJob job, GenerationResult result) {
        Route route = job.getRoute();
        io.diptych.catalog.Lane lane =
                route.getLane() == Lane.BATCH ? io.diptych.catalog.Lane.BATCH : io.diptych.catalog.Lane.STANDARD;
        Consumption one = Consumption.ofOneImage(
                route.getModel(), lane, route.getTier(), new PixelSize(route.getWidth(), route.getHeight()));
        if (result.getVideo() != null) {
            return one.withLength(Duration.ofMillis(result.getVideo().getDurationMillis()));
        }
        var usage = result.getUsage();
        return one.withUsage(new TokenUsage(
                usage.getTextIn(),
                usage.getTextInCached(),
                usage.getImageIn(),
                usage.getImageInCached(),
                usage.getTextOut(),
                usage.getImageOut()));
    }

    /// What the provider charges, without what is held.
    private static Map<String, Long> billed(List<InvoiceLine> invoice, Set<String> held) {
        return invoice.stream()
                .filter(line -> !held.contains(line.purchase().clientRequestId()))
                .collect(Collectors.toMap(
                        line -> String.valueOf(line.purchase().clientRequestId()),
                        line -> Objects.requireNonNull(line.amountMicros())));
    }
}
