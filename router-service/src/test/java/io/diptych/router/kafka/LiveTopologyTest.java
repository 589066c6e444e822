package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.requestWith;
import static io.diptych.router.kafka.RouterOnTheBench.bytes;
import static io.diptych.router.kafka.RouterOnTheBench.poor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.diptych.events.Cancellation;
import io.diptych.events.CircuitState;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.ProviderHealth;
import io.diptych.events.RoutingDecision;
import io.diptych.events.RoutingPolicy;
import io.diptych.events.Stage;
import io.diptych.platform.testing.MemoryFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What topics say while the router runs.
class LiveTopologyTest {
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";
    private static final String DOCUMENT = """
            name: %s
            version: "%s"
            description: everything to one model
            rules:
              - id: all
                when: "true"
                candidates:
                  - { model: gemini-3.1-flash-image, tier: 1K }
                because: a test says so
            fallback:
              candidates:
                - { model: gemini-3.1-flash-image, tier: 1K }
              because: a test says so
            """;

    @SuppressWarnings("NullAway.Init")
    private RouterOnTheBench router;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path stateDir) {
        router = new RouterOnTheBench(stateDir);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void routesByAPublishedPolicy() {
        router.publish(TOPICS.policies(), policy("dual-engine", "*", DOCUMENT.formatted("dual-engine", "7")));

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(router.read(TOPICS.jobs(NANO)))
                .singleElement()
                .satisfies(job -> assertThat(job.getRoute().getPolicyVersion()).isEqualTo("7"));
    }

    @Test
    void leavesNothingForAnEscalationThatThePolicyForbids() {
        String two = DOCUMENT.formatted("dual-engine", "7")
                .replaceFirst("because", "  - { model: gpt-image-2, tier: high }\n    because");
        router.publish(TOPICS.policies(), policy("dual-engine", "*", two));
        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));
        router.publish(
                TOPICS.policies(), policy("dual-engine", "*", two + "limits: {attempts: 1, costMicros: 700000}\n"));
        router.request(request("r-8", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(router.read(TOPICS.jobs(NANO)))
                .extracting(job -> job.getRemaining().size(), GenerationJob::getPolicyMaxCostMicros)
                .containsExactly(tuple(1, null), tuple(0, 700_000L));
    }

    @Test
    void keepsTheOldPolicyWhereTheNewOneHasAMistake() {
        router.publish(TOPICS.policies(), policy("dual-engine", "*", DOCUMENT.formatted("dual-engine", "7")));
        router.publish(
                TOPICS.policies(), policy("dual-engine", "*", DOCUMENT.formatted("dual-engine", "8") + "typo: 1\n"));
        router.publish(TOPICS.policies(), policy("dual-engine", "*", DOCUMENT.formatted("another", "9")));

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(router.read(TOPICS.jobs(NANO)))
                .singleElement()
                .satisfies(job -> assertThat(job.getRoute().getPolicyVersion()).isEqualTo("7"));
        assertThat(router.count(RouterMeters.REFUSED)).isEqualTo(2);
    }

    @Test
    void returnsToTheShippedPolicyWhereThePublishedOneIsWithdrawn() {
        router.publish(TOPICS.policies(), policy("dual-engine", "*", DOCUMENT.formatted("dual-engine", "7")));
        router.withdraw(TOPICS.policies(), "dual-engine");

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(router.read(TOPICS.jobs(GPT))).hasSize(1);
    }

    @Test
    void keepsATenantsPolicyToThatTenant() {
        router.publish(TOPICS.policies(), policy("acme-own", "acme", DOCUMENT.formatted("acme-own", "1")));

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));
        router.request(requestWith(other -> other.setRequestId("r-8").setTenant("globex")));
        router.request(requestWith(
                other -> other.setRequestId("r-9").setTenant("globex").setPolicy("acme-own")));

        assertThat(router.read(TOPICS.decisions()))
                .extracting(RoutingDecision::getPolicy)
                .containsExactly("acme-own", "dual-engine");
        assertThat(router.read(TOPICS.outcomes()))
                .singleElement()
                .satisfies(
                        outcome -> assertThat(outcome.getFailure().getField()).isEqualTo("policy"));
        assertThat(router.count(RouterMeters.UNKNOWN_TENANTS)).isEqualTo(2);
    }

    @Test
    void passesOverWhatABoardCannotRead() {
        router.raw(TOPICS.health(), bytes(GPT), bytes("not avro"), new RecordHeaders());

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(router.read(TOPICS.jobs(GPT))).hasSize(1);
        assertThat(router.count(RouterMeters.REFUSED)).isEqualTo(1);
    }

    @Test
    void passesOverARecordWithNeitherKeyNorValue() {
        router.raw(TOPICS.cancellations(), null, null, new RecordHeaders());

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(router.read(TOPICS.jobs(GPT))).hasSize(1);
        assertThat(router.count(RouterMeters.REFUSED)).isEqualTo(1);
    }

    @Test
    void saysWhichRecordItPassesOverAndWhy() {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(BoardListener.class);
        log.setLevel(Level.WARN);
        log.addAppender(said);
        try {
            router.publish(TOPICS.health(), open(GPT));
            router.raw(TOPICS.health(), bytes(GPT), bytes("not avro"), new RecordHeaders());
        } finally {
            log.detachAppender(said);
            log.setLevel(null);
        }

        assertThat(said.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getKeyValuePairs())
                        .extracting(pair -> pair.key + "=" + pair.value)
                        .containsExactly(
                                "topic=" + TOPICS.health().name(),
                                "partition=0",
                                "offset=1",
                                "error=value is not Avro in Confluent's wire format"));
    }

    @Test
    void saysInTheDecisionHowModelsFared() {
        router.publish(TOPICS.health(), open(GPT));

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));
        router.wait(Duration.ofMinutes(2));
        router.request(request("r-8", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(router.read(TOPICS.decisions()))
                .extracting(decision -> decision.getState().get("health." + GPT))
                .containsExactly("OPEN: seven of ten calls failed", null);
    }

    @Test
    void buysNothingForARequestThatIsCancelled() {
        router.publish(TOPICS.cancellations(), cancellation("r-7", "acme", null));

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 2));

        assertThat(router.read(TOPICS.jobs(GPT))).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).hasSize(2).allSatisfy(LiveTopologyTest::isCancelled);
    }

    @Test
    void buysTheImagesThatAreNotCancelled() {
        router.publish(TOPICS.cancellations(), cancellation("r-7", "acme", 1));
        router.publish(TOPICS.cancellations(), cancellation("r-7", "globex", null));

        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 3));

        assertThat(router.read(TOPICS.jobs(GPT)))
                .extracting(GenerationJob::getJobId)
                .containsExactly("r-7#0", "r-7#2");
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("r-7#1");
            isCancelled(outcome);
        });
    }

    @Test
    void buysNoFurtherAttemptOfACancelledJob() {
        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));
        GenerationJob first = router.read(TOPICS.jobs(GPT)).getFirst();
        router.publish(TOPICS.cancellations(), cancellation("r-7", "acme", null));

        router.escalate(poor(first));

        assertThat(router.read(TOPICS.jobs(GPT))).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            isCancelled(outcome);
            assertThat(outcome.getAttempts()).hasSize(1);
        });
    }

    private static void isCancelled(JobOutcome outcome) {
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED);
        assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.CANCELLED);
        assertThat(outcome.getFailure().getMessage()).startsWith("cancelled at " + AT + ": no longer wanted");
    }

    private static Cancellation cancellation(String requestId, String tenant, @Nullable Integer index) {
        return Cancellation.newBuilder()
                .setRequestId(requestId)
                .setTenant(tenant)
                .setImageIndex(index)
                .setReason("no longer wanted")
                .setOccurredAt(AT)
                .build();
    }

    private static RoutingPolicy policy(String name, String tenant, String document) {
        return RoutingPolicy.newBuilder()
                .setName(name)
                .setVersion("1")
                .setTenant(tenant)
                .setDocument(document)
                .setPublishedBy("test")
                .setOccurredAt(AT)
                .build();
    }

    private static ProviderHealth open(String model) {
        return ProviderHealth.newBuilder()
                .setModel(model)
                .setProvider("openai")
                .setCircuit(CircuitState.OPEN)
                .setReason("seven of ten calls failed")
                .setWorkerId("w-1")
                .setOccurredAt(AT)
                .build();
    }
}
