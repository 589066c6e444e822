package io.diptych.router;

import static io.diptych.router.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Infrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.BudgetPeriod;
import io.diptych.events.BudgetStatus;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.RoutingPolicy;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.RepeatHeader;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.testing.CommittedRecords;
import io.diptych.router.kafka.RouterMeters;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/// The router as a service on a real broker and a real registry.
class RouterIT {
    private static final int REQUESTS = 10_000;
    private static final int CAPPED_REQUESTS = 500;
    private static final int REPEATED = 2_000;
    private static final String CAPPED = "capped";
    private static final String FREE = "free";
    private static final long LIMIT_MICROS = 1_000_000;
    /// One of the capped tenant's campaigns, with a limit of its own.
    private static final String SPRING = "spring";
    private static final long SPRING_MICROS = 200_000;
    /// A tenant, and the request of its that has room for one image.
    private static final String PATIENT = "patient";
    private static final int PATIENT_IMAGES = 10;
    private static final long ONE_MICROS = 70_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PREFIX = "router-it.";
    private static final List<String> MODELS = List.of("gpt-image-2", "gemini-3.1-flash-image");
    private static final Stage[] STAGES = {Stage.DRAFT, Stage.SCENE, Stage.POSTER, Stage.WHITE_BACKGROUND};

    private static final Topics TOPICS = new Topics(PREFIX);
    private static final Infrastructure PARTS = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private static final KafkaSettings KAFKA = new KafkaSettings(PARTS.kafkaBootstrap());
    private static final EventCodec CODEC = new EventCodec(PARTS.registryUrl());

    @BeforeAll
    static void provision() throws Exception {
        try (var schemas = new SchemaRegistration(PARTS.registryUrl());
                var provisioning = new Provisioning(KAFKA, schemas)) {
            provisioning.topics(TOPICS.all(MODELS));
        }
        send(List.of(
                CODEC.record(TOPICS.budgets(), limit(CAPPED, SPRING, SPRING_MICROS), new RecordHeaders()),
                CODEC.record(TOPICS.budgets(), limit(PATIENT, null, ONE_MICROS), new RecordHeaders()),
                CODEC.record(TOPICS.policies(), patience(), new RecordHeaders())));
    }

    @AfterAll
    static void close() {
        CODEC.close();
        PARTS.close();
    }

    @Test
    void routesEachRequestOnceAndWithinItsBudgetThoughOneOfTwoRoutersIsKilled(@TempDir Path folder) throws Exception {
        List<GenerationRequest> requests =
                IntStream.range(0, REQUESTS).mapToObj(RouterIT::numbered).toList();
        try (var decisions = CommittedRecords.of(KAFKA, TOPICS.decisions());
                var outcomes = CommittedRecords.of(KAFKA, TOPICS.outcomes());
                var jobs = new CommittedRecords(KAFKA, jobTopics());
                var deadLetters =
                        new CommittedRecords(KAFKA, List.of(TOPICS.requests().deadLetters()));
                var boardLetters =
                        new CommittedRecords(KAFKA, List.of(TOPICS.policies().deadLetters()));
                var first = new RouterProcess(settings(folder.resolve("first")), folder.resolve("first.log"));
                var second = DiptychService.start(
                        "router-service", RouterApplication.class, settings(folder.resolve("second")))) {
            publish(requests);
            publish(List.of(
                    GenerationRequest.newBuilder(request(PATIENT, Stage.SCENE, Lane.INTERACTIVE, PATIENT_IMAGES))
                            .setTenant(PATIENT)
                            .build()));
            publishUnreadable();
            await().atMost(PATIENCE).until(() -> decisions.all().size() > REQUESTS / 10 || !first.isAlive());
            await().atMost(PATIENCE).until(() -> imagesOf(PATIENT, decisions).size() == PATIENT_IMAGES);
            await().atMost(PATIENCE).until(() -> boardLetters.all().size() == 1);
            assertThat(first.isAlive()).isTrue();
            first.kill();
            publish(requests.subList(0, REPEATED));

            await().atMost(PATIENCE).until(() -> decisions.all().size() >= REQUESTS + PATIENT_IMAGES);
            await().atMost(PATIENCE).until(() -> repeats(second) >= REPEATED);
            await().atMost(PATIENCE).until(() -> jobs.all().size() + firstOutcomes(outcomes) >= REQUESTS + 1);
            await().atMost(PATIENCE).until(() -> deadLetters.all().size() == 1);

            List<GenerationJob> bought = jobs.all().stream().map(RouterIT::job).toList();
            assertThat(decisions.keys()).doesNotHaveDuplicates().hasSize(REQUESTS + PATIENT_IMAGES);
            assertThat(bought).extracting(GenerationJob::getAttemptId).doesNotHaveDuplicates();
            assertThat(bought).filteredOn(job -> job.getTenant().equals(FREE)).hasSize(REQUESTS - CAPPED_REQUESTS);
            assertThat(spent(bought, null)).isPositive().isLessThanOrEqualTo(LIMIT_MICROS);
            assertThat(spent(bought, SPRING)).isPositive().isLessThanOrEqualTo(SPRING_MICROS);

            answersARepeat(requests, outcomes);
            waitsOnThoughItsRouterWasKilled(jobs);
            tellsPrometheus(second);
            assertThat(boardLetters.all()).hasSize(1);
        }
    }

    private static long spent(List<GenerationJob> bought, @Nullable String campaign) {
        return bought.stream()
                .filter(job -> job.getTenant().equals(CAPPED))
                .filter(job -> campaign == null
                        || campaign.equals(job.getRequest().getContext().getCampaign()))
                .mapToLong(job -> job.getRoute().getEstimatedMicros())
                .sum();
    }

    /// Images that had no room wait in the order in which they came; with a little more room one
    /// goes, with enough all.
    private static void waitsOnThoughItsRouterWasKilled(CommittedRecords jobs) throws Exception {
        assertThat(imagesOf(PATIENT, jobs)).containsExactly(0);
        for (int images : List.of(2, PATIENT_IMAGES)) {
            send(List.of(
                    CODEC.record(TOPICS.budgets(), limit(PATIENT, null, images * ONE_MICROS), new RecordHeaders())));
            await().atMost(PATIENCE).until(() -> imagesOf(PATIENT, jobs).size() >= images);
            assertThat(imagesOf(PATIENT, jobs))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, images).boxed().toList());
        }
    }

    private static void tellsPrometheus(ConfigurableApplicationContext router) throws Exception {
        String port = router.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + port + "/actuator/prometheus");
            String scraped = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(scraped)
                    .contains(
                            "diptych_router_decisions_total{",
                            "diptych_router_jobs_total{",
                            "diptych_router_endings_total{",
                            "diptych_router_repeats_total{",
                            "diptych_router_budget_refusals_total{",
                            "diptych_router_time_seconds{")
                    .containsPattern("diptych_router_holds_micro_usd(\\{[^}]*})? [1-9]")
                    .containsPattern("diptych_router_decisions_total\\{[^}]*model=\"gpt-image-2\"[^}]*rule=\"");
        }
    }

    private static List<Integer> imagesOf(String requestId, CommittedRecords records) {
        String prefix = requestId + "#";
        return records.keys().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> Integer.valueOf(key.substring(prefix.length())))
                .toList();
    }

    private static BudgetStatus limit(String tenant, @Nullable String campaign, long micros) {
        return BudgetStatus.newBuilder()
                .setTenant(tenant)
                .setBudgetId("limit")
                .setCampaign(campaign)
                .setLimitMicros(micros)
                .setSpentMicros(0)
                .setHeldMicros(0)
                .setPeriodStart(Instant.now())
                .setPeriodEnd(Instant.now().plus(Duration.ofDays(1)))
                .setPeriod(BudgetPeriod.MONTH)
                .setOccurredAt(Instant.now())
                .build();
    }

    private static RoutingPolicy patience() {
        return RoutingPolicy.newBuilder()
                .setName("patience")
                .setVersion("1")
                .setTenant(PATIENT)
                .setDocument("""
                        name: patience
                        version: "1"
                        description: what has no room waits for it
                        atBudgetLimit: QUEUE
                        fallback:
                          candidates: [{model: gpt-image-2, tier: medium}]
                          because: a test says so
                        """)
                .setPublishedBy("test")
                .setOccurredAt(Instant.now())
                .build();
    }

    /// A request that had no room in the budget is sent once more, and answered with the same refusal.
    private static void answersARepeat(List<GenerationRequest> requests, CommittedRecords outcomes) throws Exception {
        String refused = new String(outcomes.all().getFirst().key(), StandardCharsets.UTF_8);
        publish(requests.stream()
                .filter(request -> refused.equals(request.getRequestId() + "#0"))
                .toList());

        await().atMost(PATIENCE)
                .until(() -> outcomes.all().stream()
                        .anyMatch(record -> RepeatHeader.isIn(record.headers())
                                && refused.equals(new String(record.key(), StandardCharsets.UTF_8))));
    }

    private static long firstOutcomes(CommittedRecords outcomes) {
        return outcomes.all().stream()
                .filter(record -> !RepeatHeader.isIn(record.headers()))
                .count();
    }

    private static double repeats(ConfigurableApplicationContext router) {
        return router.getBean(MeterRegistry.class).find(RouterMeters.REPEATS).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static GenerationJob job(ConsumerRecord<byte[], byte[]> record) {
        return MODELS.stream()
                .flatMap(model -> Stream.of(TOPICS.jobs(model), TOPICS.batchJobs(model)))
                .filter(topic -> topic.name().equals(record.topic()))
                .map(topic -> CODEC.decode(topic, record.key(), record.value()))
                .map(reading -> ((Reading.Readable<GenerationJob>) reading).value())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> jobTopics() {
        return MODELS.stream()
                .flatMap(model -> Stream.of(TOPICS.jobs(model), TOPICS.batchJobs(model)))
                .map(Topic::name)
                .toList();
    }

    private static GenerationRequest numbered(int number) {
        Stage stage = STAGES[number % STAGES.length];
        GenerationRequest request = request("r-" + number, stage, number % 2 == 0 ? Lane.BATCH : Lane.INTERACTIVE, 1);
        GenerationRequest.Builder numbered = GenerationRequest.newBuilder(request)
                .setTenant(number % (REQUESTS / CAPPED_REQUESTS) == 0 ? CAPPED : FREE);
        numbered.getContextBuilder().setCampaign(number % 3 == 0 ? SPRING : null);
        return numbered.build();
    }

    private static void publish(List<GenerationRequest> requests) throws Exception {
        send(requests.stream()
                .map(request -> CODEC.record(TOPICS.requests(), request, new RecordHeaders()))
                .toList());
    }

    private static void publishUnreadable() throws Exception {
        byte[] text = "not avro".getBytes(StandardCharsets.UTF_8);
        send(List.of(
                new ProducerRecord<>(TOPICS.requests().name(), text, text),
                new ProducerRecord<>(TOPICS.policies().name(), text, text)));
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.producer("upstream"))) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        }
    }

    private static Map<String, Object> settings(Path stateDir) {
        return Map.of(
                "diptych.topic-prefix",
                PREFIX,
                "diptych.kafka.bootstrap",
                PARTS.kafkaBootstrap(),
                "diptych.registry.url",
                PARTS.registryUrl().toString(),
                "diptych.state-dir",
                stateDir.toString(),
                "diptych.router.budgets." + CAPPED + ".limit-usd",
                "1.00",
                "diptych.assets.root",
                stateDir.resolve("assets").toUri().toString());
    }
}
