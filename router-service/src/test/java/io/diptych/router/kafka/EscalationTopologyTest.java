package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.requestWith;
import static io.diptych.router.kafka.RouterOnTheBench.bytes;
import static io.diptych.router.kafka.RouterOnTheBench.failed;
import static io.diptych.router.kafka.RouterOnTheBench.poor;
import static io.diptych.router.kafka.RouterOnTheBench.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Cancellation;
import io.diptych.events.EscalationCause;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.RoutingDecision;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.testing.MemoryFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EscalationTopologyTest {
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";

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
    void buysByTheNextRouteUntilNoneIsLeft() {
        GenerationJob first = routed(Stage.SCENE);
        router.escalate(poor(first));
        GenerationJob second = router.read(TOPICS.jobs(GPT)).getFirst();
        router.escalate(poor(second));
        GenerationJob third = router.read(TOPICS.jobs(NANO)).getFirst();
        router.escalate(poor(third));

        assertThat(second.getAttemptId()).isEqualTo("r-7#0.2");
        assertThat(second.getRoute().getTier()).isEqualTo("high");
        assertThat(second.getAttempts())
                .extracting(AttemptSummary::getAttemptId)
                .containsExactly("r-7#0.1");
        assertThat(second.getRemaining()).hasSize(2);
        assertThat(second.getRequest()).isEqualTo(first.getRequest());
        assertThat(third.getAttemptNo()).isEqualTo(3);
        assertThat(third.getRoute().getTier()).isEqualTo("2K");
        assertThat(third.getRemaining()).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("r-7#0");
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.QUALITY_REJECTED);
            assertThat(outcome.getFailure().getMessage()).isEqualTo("3 of 3 attempts made; last attempt: [blank]");
            assertThat(outcome.getAttempts())
                    .extracting(AttemptSummary::getAttemptId)
                    .containsExactly("r-7#0.1", "r-7#0.2", "r-7#0.3");
            assertThat(outcome.getRuleId()).isEqualTo("scene-final");
        });
    }

    @Test
    void explainsEachEscalation() {
        router.escalate(poor(routed(Stage.SCENE)));

        RoutingDecision decision = router.read(TOPICS.decisions()).getFirst();
        assertThat(decision.getAttemptNo()).isEqualTo(2);
        assertThat(decision.getCause()).isEqualTo(EscalationCause.QUALITY.name());
        assertThat(decision.getChosen().getTier()).isEqualTo("high");
        assertThat(decision.getCandidates()).hasSize(3);
    }

    @Test
    void asksAnotherProviderWhereOneFailed() {
        router.escalate(failed(routed(Stage.SCENE), FailureCode.UNAVAILABLE));

        assertThat(router.read(TOPICS.jobs(GPT))).isEmpty();
        assertThat(router.read(TOPICS.jobs(NANO))).singleElement().satisfies(job -> {
            assertThat(job.getAttemptNo()).isEqualTo(2);
            assertThat(job.getAttempts().getFirst().getFailure().getCode()).isEqualTo(FailureCode.UNAVAILABLE);
        });
    }

    @Test
    void asksTheOnlyModelAgainAfterAPauseThoughTheRouterCrashesMeanwhile() {
        router.request(byGptOnly());
        GenerationJob first = router.read(TOPICS.jobs(GPT)).getFirst();
        router.escalate(failed(first, FailureCode.UNAVAILABLE));
        router.escalate(failed(first, FailureCode.UNAVAILABLE));
        router.wait(Duration.ofSeconds(4));
        assertThat(router.read(TOPICS.jobs(GPT))).isEmpty();

        router = router.crashed();
        router.wait(Duration.ofSeconds(2));

        GenerationJob second = router.read(TOPICS.jobs(GPT)).getFirst();
        assertThat(second.getAttemptId()).isEqualTo("r-7#0.2");
        assertThat(second.getRoute()).isEqualTo(first.getRoute());
        router.escalate(failed(second, FailureCode.RATE_LIMITED));
        router.wait(Duration.ofSeconds(9));
        assertThat(router.read(TOPICS.jobs(GPT))).isEmpty();
        router.wait(Duration.ofSeconds(2));
        GenerationJob third = router.read(TOPICS.jobs(GPT)).getFirst();
        router.escalate(failed(third, FailureCode.UNAVAILABLE));
        router.wait(Duration.ofMinutes(5));
        assertThat(router.read(TOPICS.jobs(GPT))).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(outcome.getFailure().getMessage()).startsWith("3 of 3 attempts made");
            assertThat(outcome.getAttempts()).hasSize(3);
        });
    }

    @Test
    void saysOnceWhyAnAttemptIsPutOff() {
        router.request(byGptOnly());
        GenerationJob first = router.read(TOPICS.jobs(GPT)).getFirst();
        router.read(TOPICS.decisions());

        router.escalate(failed(first, FailureCode.UNAVAILABLE));
        router.wait(Duration.ofSeconds(3));

        assertThat(router.read(TOPICS.decisions())).singleElement().satisfies(decision -> {
            assertThat(decision.getChosen()).isNull();
            assertThat(decision.getCandidates().getLast().getReason())
                    .startsWith("no other is left, it is asked again not before 2026-11-20T10:00:05Z");
        });
    }

    @Test
    void endsAPutOffJobThatIsCancelled() {
        router.request(byGptOnly());
        router.escalate(failed(router.read(TOPICS.jobs(GPT)).getFirst(), FailureCode.UNAVAILABLE));

        router.publish(
                TOPICS.cancellations(),
                Cancellation.newBuilder()
                        .setRequestId("r-7")
                        .setTenant("acme")
                        .setOccurredAt(AT)
                        .build());
        router.wait(Duration.ofSeconds(1));

        assertThat(router.read(TOPICS.outcomes()))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED));
        assertThat(router.remembered(Operators.PARKED)).isZero();
    }

    private static GenerationRequest byGptOnly() {
        return requestWith(request -> request.setRequestId("r-7").setPolicy("gpt-only"));
    }

    @Test
    void endsARefusedJobAsRejected() {
        router.escalate(failed(routed(Stage.SCENE), FailureCode.CONTENT_REFUSED));

        JobOutcome outcome = router.read(TOPICS.outcomes()).getFirst();
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.REJECTED);
        assertThat(outcome.getFailure().getMessage())
                .isEqualTo("the provider's content policy forbids it; last attempt: provider says CONTENT_REFUSED");
        assertThat(outcome.getAttempts()).hasSize(1);
        assertThat(router.read(TOPICS.jobs(NANO))).isEmpty();
    }

    @Test
    void buysAnUnknownAttemptAgainOnce() {
        GenerationJob first = routed(Stage.SCENE);
        router.escalate(unknown(first));
        GenerationJob second = router.read(TOPICS.jobs(GPT)).getFirst();
        router.escalate(unknown(second));

        assertThat(second.getAttemptNo()).isEqualTo(2);
        assertThat(second.getRoute()).isEqualTo(first.getRoute());
        assertThat(second.getRemaining()).isEqualTo(first.getRemaining());
        assertThat(router.read(TOPICS.jobs(GPT))).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.TIMEOUT);
            assertThat(outcome.getAttempts()).hasSize(2);
        });
    }

    @Test
    void dropsAnEscalationThatComesAgain() {
        GenerationJob job = routed(Stage.SCENE);

        router.escalate(poor(job));
        router.escalate(poor(job));

        assertThat(router.read(TOPICS.jobs(GPT))).hasSize(1);
        assertThat(router.count(RouterMeters.REPEATS)).isEqualTo(1);
    }

    @Test
    void leavesTheBatchLaneWhereTheNextRouteIsStandard() {
        router.request(request("r-8", Stage.DRAFT, Lane.BATCH, 1));
        GenerationJob draft = router.read(TOPICS.batchJobs(NANO)).getFirst();

        router.escalate(failed(draft, FailureCode.EXPIRED));

        assertThat(router.read(TOPICS.jobs(GPT)))
                .singleElement()
                .satisfies(job -> assertThat(job.getRoute().getLane()).isEqualTo(Lane.BULK));
    }

    @Test
    void sendsWhatItCannotReadToTheDeadLetters() {
        router.raw(TOPICS.escalations(), bytes("k"), bytes("not avro"), new RecordHeaders());

        assertThat(router.records(TOPICS.escalations().deadLetters()))
                .singleElement()
                .satisfies(letter -> assertThat(new String(
                                letter.headers().lastHeader(DeadLetters.TOPIC).value(), StandardCharsets.UTF_8))
                        .isEqualTo("image.escalations"));
    }

    private GenerationJob routed(Stage stage) {
        router.request(request("r-7", stage, Lane.INTERACTIVE, 1));
        GenerationJob job = router.read(TOPICS.jobs(GPT)).getFirst();
        router.read(TOPICS.decisions());
        return job;
    }
}
