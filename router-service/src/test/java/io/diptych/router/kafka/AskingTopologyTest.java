package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.Requests.request;
import static io.diptych.router.kafka.RouterOnTheBench.answered;
import static io.diptych.router.kafka.RouterOnTheBench.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Cancellation;
import io.diptych.events.Escalation;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Posting;
import io.diptych.events.Route;
import io.diptych.events.RoutingPolicy;
import io.diptych.events.Stage;
import io.diptych.platform.testing.MemoryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Under a policy by which a person decides whether an attempt is bought again of which nobody knows whether it was
/// charged.
class AskingTopologyTest {
    private static final String NANO = "gemini-3.1-flash-image";
    private static final String GPT = "gpt-image-2";
    private static final String DOCUMENT = """
            name: dual-engine
            version: "7"
            description: a person decides
            limits: {attempts: 1, unknownBuys: ASK}
            fallback:
              candidates:
                - { model: gemini-3.1-flash-image, tier: 1K }
                - { model: gpt-image-2, tier: high }
              because: a test says so
            """;

    @SuppressWarnings("NullAway.Init")
    private RouterOnTheBench router;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path stateDir) {
        router = new RouterOnTheBench(stateDir);
        publish(DOCUMENT);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void tellsWhoeverJudgesTheResultToAsk() {
        GenerationJob asking = routed();
        publish(DOCUMENT.replace("ASK", "0"));
        router.request(request("r-8", Stage.SCENE, Lane.INTERACTIVE, 1));

        assertThat(asking.getAskAfterUnknown()).isTrue();
        assertThat(router.read(TOPICS.jobs(NANO)))
                .singleElement()
                .satisfies(job -> assertThat(job.getAskAfterUnknown()).isFalse());
    }

    @Test
    void buysTheSameRouteAgainWhenAPersonSaysSo() {
        GenerationJob first = routed();

        router.escalate(again(first));
        router.escalate(again(first));

        assertThat(router.read(TOPICS.outcomes())).isEmpty();
        assertThat(router.read(TOPICS.jobs(NANO))).singleElement().satisfies(second -> {
            assertThat(second.getAttemptId()).isEqualTo("r-7#0.2");
            assertThat(second.getRoute()).isEqualTo(first.getRoute());
            assertThat(second.getAskAfterUnknown()).isTrue();
            assertThat(second.getAttempts())
                    .extracting(AttemptSummary::getAttemptId)
                    .containsExactly("r-7#0.1");
        });
    }

    @Test
    void endsAJobThatAPersonGivesUpWithItsTrail() {
        router.escalate(answered(routed(), List.of(), "given-up"));

        assertThat(bought()).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.TIMEOUT);
            assertThat(outcome.getFailure().getMessage())
                    .isEqualTo("it is not bought again, nobody knows whether it was charged [given-up];"
                            + " last attempt: provider says TIMEOUT");
            assertThat(outcome.getAttempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.getReasons()).containsExactly("given-up"));
        });
    }

    @Test
    void endsAJobOfWhichNobodyWasAskedThoughItsPolicyIsAnotherByNow() {
        GenerationJob first = routed();
        publish(DOCUMENT.replace("attempts: 1, unknownBuys: ASK", "attempts: 3, unknownBuys: 3"));

        router.escalate(unknown(first));

        assertThat(bought()).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getFailure().getMessage()).contains("nobody was asked");
        });
    }

    @Test
    void heedsACancellationMoreThanAYes() {
        GenerationJob first = routed();
        router.publish(
                TOPICS.cancellations(),
                Cancellation.newBuilder()
                        .setRequestId("r-7")
                        .setTenant("acme")
                        .setOccurredAt(AT)
                        .build());

        router.escalate(again(first));

        assertThat(bought()).isEmpty();
        assertThat(router.read(TOPICS.outcomes()))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED));
    }

    @Test
    void holdsBothPurchasesAndNeverMoreThanTheBudgetAllows() {
        limit(1_000_000);
        GenerationJob first = routed();
        long price = first.getRoute().getEstimatedMicros();
        router.publish(TOPICS.costEntries(), Money.entry(first, Posting.HOLD, price));
        assertThat(router.held()).isEqualTo(price);

        router.escalate(again(first));
        assertThat(router.held()).isEqualTo(2 * price);

        router.publish(TOPICS.costEntries(), Money.entry(bought().getFirst(), Posting.CHARGE, price));
        router.publish(TOPICS.costEntries(), Money.entry(first, Posting.RELEASE, -price));
        assertThat(router.held()).isZero();
    }

    @Test
    void endsAJobForWhoseSecondPurchaseTheBudgetHasNoRoom() {
        limit(1_000_000);
        GenerationJob first = routed();
        long price = first.getRoute().getEstimatedMicros();
        limit(2 * price - 1);

        router.escalate(again(first));

        assertThat(bought()).isEmpty();
        assertThat(router.held()).isEqualTo(price);
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.REJECTED);
            assertThat(outcome.getAttempts()).hasSize(1);
        });
    }

    @Test
    void keepsWhatMayBeChargedHeldWhereAPersonGivesUp() {
        limit(1_000_000);
        GenerationJob first = routed();

        router.escalate(answered(first, List.of(), "unanswered"));

        assertThat(router.held()).isEqualTo(first.getRoute().getEstimatedMicros());
        router.publish(TOPICS.costEntries(), Money.entry(first, Posting.RELEASE, 0L));
        assertThat(router.held()).isZero();
    }

    private static Escalation again(GenerationJob job) {
        List<Route> routes = Stream.concat(Stream.of(job.getRoute()), job.getRemaining().stream())
                .toList();
        return answered(job, routes);
    }

    private GenerationJob routed() {
        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));
        return bought().getFirst();
    }

    private List<GenerationJob> bought() {
        return Stream.concat(router.read(TOPICS.jobs(NANO)).stream(), router.read(TOPICS.jobs(GPT)).stream())
                .toList();
    }

    private void limit(long micros) {
        router.publish(TOPICS.budgets(), Money.budget("acme", micros, AT.plus(Duration.ofHours(1))));
    }

    private void publish(String document) {
        router.publish(
                TOPICS.policies(),
                RoutingPolicy.newBuilder()
                        .setName("dual-engine")
                        .setVersion("7")
                        .setDocument(document)
                        .setPublishedBy("test")
                        .setOccurredAt(AT)
                        .build());
    }
}
