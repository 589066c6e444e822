package io.diptych.router;

import static io.diptych.router.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.Infrastructure;
import io.diptych.embedded.Part;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.CircuitState;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.ProviderHealth;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.Reading;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.testing.CommittedRecords;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/// What the running router tells Prometheus of what it did.
class MetersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";
    private static final String CAPPED = "capped";
    private static final Topics TOPICS = new Topics("meters-it.");
    private static final Infrastructure PARTS = EmbeddedInfrastructure.shared(Part.BROKER, Part.REGISTRY);
    private static final KafkaSettings KAFKA = new KafkaSettings(PARTS.kafkaBootstrap());
    private static final EventCodec CODEC = new EventCodec(PARTS.registryUrl());

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void provision() {
        try (var schemas = new SchemaRegistration(PARTS.registryUrl());
                var provisioning = new Provisioning(KAFKA, schemas)) {
            provisioning.topics(TOPICS.all(List.of(GPT, NANO)));
        }
    }

    @AfterAll
    static void close() {
        CODEC.close();
        PARTS.close();
    }

    @Test
    void countsDecisionsEscalationsFallbacksRepeatsAndWhatIsHeld(@TempDir Path folder) throws Exception {
        try (var jobs = CommittedRecords.of(KAFKA, TOPICS.jobs(GPT));
                var router = DiptychService.start("router-service", RouterApplication.class, settings(folder))) {
            GenerationRequest asked = request("r-1", Stage.SCENE, Lane.INTERACTIVE, 1);
            send(TOPICS.requests(), asked);
            await().atMost(PATIENCE).until(() -> jobs.all().size() == 1);
            send(TOPICS.escalations(), poor(job(jobs)));
            send(TOPICS.requests(), asked);
            send(
                    TOPICS.requests(),
                    GenerationRequest.newBuilder(request("r-2", Stage.SCENE, Lane.INTERACTIVE, 1))
                            .setTenant(CAPPED)
                            .build());

            sees(router, "router_decisions_total", "cause=\"request\"", "model=\"" + GPT, "rule=\"", "policy=\"dual");
            sees(router, "router_decisions_total", "cause=\"QUALITY\"", "model=\"" + GPT);
            sees(router, "router_escalations_total", "cause=\"QUALITY\"", "model=\"" + GPT);
            sees(router, "router_repeats_total", "kind=\"request\"");
            sees(router, "router_holds_micro_usd");
            sees(router, "router_time_seconds", "quantile=\"0.99\"");
            send(TOPICS.health(), open(GPT));
            fallsBack(router);
        }
    }

    /// A router hears of a circuit when it hears of it: what is asked for until then still goes to the model.
    private void fallsBack(ConfigurableApplicationContext router) {
        int[] number = {2};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            number[0]++;
            send(TOPICS.requests(), request("r-" + number[0], Stage.SCENE, Lane.INTERACTIVE, 1));
            return tells(router, "router_fallbacks_total", "model=\"" + NANO);
        });
    }

    private void sees(ConfigurableApplicationContext router, String meter, String... tags) {
        await(meter).atMost(PATIENCE).until(() -> tells(router, meter, tags));
    }

    /// Whether a series of the meter has all the tags and a value above zero.
    private boolean tells(ConfigurableApplicationContext router, String meter, String... tags)
            throws IOException, InterruptedException {
        return scraped(router)
                .lines()
                .filter(line -> line.startsWith("diptych_" + meter))
                .filter(line -> List.of(tags).stream().allMatch(line::contains))
                .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 0);
    }

    private String scraped(ConfigurableApplicationContext router) throws IOException, InterruptedException {
        String port = router.getEnvironment().getRequiredProperty("local.server.port");
        URI uri = URI.create("http://localhost:" + port + "/actuator/prometheus");
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static GenerationJob job(CommittedRecords jobs) {
        var record = jobs.all().getFirst();
        return ((Reading.Readable<GenerationJob>) CODEC.decode(TOPICS.jobs(GPT), record.key(), record.value())).value();
    }

    private static Escalation poor(GenerationJob job) {
        AttemptSummary attempt = AttemptSummary.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setAttemptNo(job.getAttemptNo())
                .setRoute(job.getRoute())
                .setBilling(Billing.BILLED)
                .setReasons(List.of("blank"))
                .setEndedAt(Instant.now())
                .build();
        return Escalation.newBuilder()
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setAttemptId(job.getAttemptId())
                .setCause(EscalationCause.QUALITY)
                .setAttempt(attempt)
                .setJob(job)
                .setOccurredAt(Instant.now())
                .build();
    }

    private static ProviderHealth open(String model) {
        return ProviderHealth.newBuilder()
                .setModel(model)
                .setProvider("openai")
                .setCircuit(CircuitState.OPEN)
                .setReason("seven of ten calls failed")
                .setWorkerId("w-1")
                .setOccurredAt(Instant.now())
                .build();
    }

    private static <V extends SpecificRecord> void send(Topic<V> topic, V event) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.producer("upstream"))) {
            producer.send(CODEC.record(topic, event, new RecordHeaders())).get();
        }
    }

    private static Map<String, Object> settings(Path stateDir) {
        return Map.of(
                "diptych.topic-prefix",
                "meters-it.",
                "diptych.kafka.bootstrap",
                PARTS.kafkaBootstrap(),
                "diptych.registry.url",
                PARTS.registryUrl().toString(),
                "diptych.state-dir",
                stateDir.toString(),
                "diptych.router.budgets." + CAPPED + ".limit-usd",
                "1.00",
                "diptych.assets.root",
                stateDir.resolve("assets").toUri().toString(),
                "server.port",
                0);
    }
}
