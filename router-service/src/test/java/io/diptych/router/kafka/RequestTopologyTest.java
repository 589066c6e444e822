package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.requestWith;
import static io.diptych.router.kafka.RouterOnTheBench.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diptych.events.CandidateEvaluation;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.RepeatedRequest;
import io.diptych.events.RoutingDecision;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.testing.MemoryFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTopologyTest {
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
    void makesOneJobPerImage() {
        GenerationRequest request = request("r-7", Stage.SCENE, Lane.INTERACTIVE, 3);

        router.request(request);

        assertThat(router.read(TOPICS.jobs(GPT))).hasSize(3).allSatisfy(job -> {
            assertThat(job.getRequest()).isEqualTo(request);
            assertThat(job.getRequestId()).isEqualTo("r-7");
            assertThat(job.getTenant()).isEqualTo("acme");
            assertThat(job.getJobId()).isEqualTo("r-7#" + job.getImageIndex());
            assertThat(job.getAttemptId()).isEqualTo(job.getJobId() + ".1");
            assertThat(job.getAttemptNo()).isEqualTo(1);
            assertThat(job.getAttempts()).isEmpty();
            assertThat(job.getRoute().getTier()).isEqualTo("medium");
            assertThat(job.getRoute().getProvider()).isEqualTo("openai");
            assertThat(job.getRoute().getWidth()).isEqualTo(1024);
            assertThat(job.getRoute().getRuleId()).isEqualTo("scene-final");
            assertThat(job.getRoute().getPolicy()).isEqualTo("dual-engine");
            assertThat(job.getRoute().getPolicyVersion()).isEqualTo("1");
            assertThat(job.getRoute().getEstimatedMicros()).isPositive();
            assertThat(job.getRemaining()).hasSize(3);
            assertThat(job.getPolicyMaxCostMicros()).isEqualTo(2_000_000);
            assertThat(job.getOccurredAt()).isEqualTo(AT);
        });
        assertThat(router.read(TOPICS.outcomes())).isEmpty();
    }

    @Test
    void numbersTheImages() {
        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 3));

        assertThat(router.records(TOPICS.jobs(GPT).name()))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("r-7#0", "r-7#1", "r-7#2");
    }

    @Test
    void sendsBatchJobsToTheBatchTopic() {
        router.request(request("r-8", Stage.DRAFT, Lane.BATCH, 2));

        assertThat(router.read(TOPICS.jobs(NANO))).isEmpty();
        assertThat(router.read(TOPICS.batchJobs(NANO)))
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.getRoute().getLane()).isEqualTo(Lane.BATCH));
    }

    @Test
    void explainsEachDecision() {
        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 2));

        assertThat(router.read(TOPICS.decisions()))
                .extracting(RoutingDecision::getJobId)
                .containsExactly("r-7#0", "r-7#1");
        router.request(request("r-9", Stage.POSTER, Lane.INTERACTIVE, 1));
        RoutingDecision decision = router.read(TOPICS.decisions()).getFirst();
        assertThat(decision.getCause()).isEqualTo("request");
        assertThat(decision.getRuleId()).isEqualTo("poster-final");
        assertThat(decision.getChosen().getTier()).isEqualTo("high");
        assertThat(decision.getCandidates())
                .extracting(CandidateEvaluation::getRank)
                .containsExactly(1, 2, 3, 4);
        assertThat(decision.getCandidates())
                .filteredOn(CandidateEvaluation::getChosen)
                .hasSize(1);
    }

    @Test
    void dropsARequestThatComesAgain() {
        GenerationRequest request = request("r-7", Stage.SCENE, Lane.INTERACTIVE, 2);

        router.request(request);
        router.request(request);

        assertThat(router.read(TOPICS.jobs(GPT))).hasSize(2);
        assertThat(router.read(TOPICS.decisions())).hasSize(2);
        assertThat(router.count(RouterMeters.REPEATS)).isEqualTo(1);
    }

    @Test
    void tellsTenantsApart() {
        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1));
        router.request(requestWith(other -> {
            other.setRequestId("r-7");
            other.setTenant("globex");
            other.getPurposeBuilder().setStage(Stage.SCENE);
        }));

        assertThat(router.read(TOPICS.jobs(GPT)))
                .extracting(GenerationJob::getTenant, GenerationJob::getJobId, GenerationJob::getAttemptId)
                .containsExactly(tuple("acme", "r-7#0", "r-7#0.1"), tuple("globex", "r-7#globex#0", "r-7#globex#0.1"));
    }

    @Test
    void asksForAnAnswerToEachImageOfARepeat() {
        GenerationRequest request = request("r-7", Stage.SCENE, Lane.INTERACTIVE, 2);
        GenerationRequest other = requestWith(another -> {
            another.setRequestId("r-7");
            another.setTenant("globex");
        });
        router.request(request);
        router.request(other);
        assertThat(router.read(TOPICS.repeats())).isEmpty();

        router.request(request);
        router.request(other);

        assertThat(router.read(TOPICS.repeats()))
                .extracting(RepeatedRequest::getJobId, RepeatedRequest::getTenant)
                .containsExactly(tuple("r-7#0", "acme"), tuple("r-7#1", "acme"), tuple("r-7#globex#0", "globex"));
    }

    @Test
    void measuresTheTimeFromTheRecordToTheDecision() {
        router.wait(Duration.ofSeconds(2));
        router.request(request());

        assertThat(router.meters.get(RouterMeters.TIME).timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
    }

    @Test
    void remembersARequestForSevenDays() {
        GenerationRequest request = request("r-7", Stage.SCENE, Lane.INTERACTIVE, 1);
        router.request(request);

        router.wait(Duration.ofDays(7));
        router.request(request);
        assertThat(router.count(RouterMeters.REPEATS)).isEqualTo(1);
        assertThat(router.remembered(Operators.SEEN_REQUESTS)).isEqualTo(1);

        router.wait(Duration.ofMinutes(1));
        assertThat(router.remembered(Operators.SEEN_REQUESTS)).isZero();
    }

    @Test
    void endsEachImageOfAnInvalidRequest() {
        router.request(requestWith(request -> {
            request.setRequestId("r-10");
            request.getOutputBuilder().setCount(3).setResolution("8K");
        }));

        assertThat(router.read(TOPICS.outcomes())).hasSize(3).allSatisfy(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("r-10#" + outcome.getImageIndex());
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.INVALID_REQUEST);
            assertThat(outcome.getFailure().getField()).isEqualTo("output.resolution");
            assertThat(outcome.getFailure().getMessage())
                    .isEqualTo("output.resolution is '8K', must be one of [0.5K, 1K, 2K, 4K]");
            assertThat(outcome.getAttempts()).isEmpty();
        });
        assertThat(router.read(TOPICS.decisions())).isEmpty();
    }

    @Test
    void endsARequestOfTooManyImagesOnce() {
        router.request(requestWith(request -> request.getOutputBuilder().setCount(5_000_000)));

        assertThat(router.read(TOPICS.outcomes()))
                .extracting(JobOutcome::getJobId)
                .containsExactly("r-1#0");
    }

    @Test
    void namesThePolicyThatIsNotThere() {
        router.request(requestWith(request -> request.setPolicy("triple-engine")));

        assertThat(router.read(TOPICS.outcomes()))
                .singleElement()
                .satisfies(
                        outcome -> assertThat(outcome.getFailure().getField()).isEqualTo("policy"));
    }

    @Test
    void endsARequestThatNoModelCanMakeWithEachReason() {
        router.request(requestWith(request -> request.getOutputBuilder().setTransparentBackground(true)));

        JobOutcome outcome = router.read(TOPICS.outcomes()).getFirst();
        assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.NO_ROUTE);
        assertThat(outcome.getFailure().getMessage())
                .isEqualTo("no candidate of policy dual-engine can make it: "
                        + "gemini-3.1-flash-image 1K: does not make transparent backgrounds; "
                        + "gpt-image-2 medium: does not make transparent backgrounds");
        assertThat(outcome.getPolicy()).isEqualTo("dual-engine");
        assertThat(router.read(TOPICS.decisions()))
                .singleElement()
                .satisfies(decision -> assertThat(decision.getChosen()).isNull());
    }

    @Test
    void dropsTheRepeatOfAnInvalidRequestToo() {
        GenerationRequest request =
                requestWith(wrong -> wrong.getOutputBuilder().setCount(0));

        router.request(request);
        router.request(request);

        assertThat(router.read(TOPICS.outcomes())).hasSize(1);
    }

    @Test
    void sendsWhatItCannotReadToTheDeadLetters() {
        Headers headers = new RecordHeaders().add("traceparent", bytes("00-aa-bb-01"));

        router.raw(TOPICS.requests(), bytes("k"), bytes("not avro"), headers);

        TestRecord<byte[], byte[]> letter =
                router.records(TOPICS.requests().deadLetters()).getFirst();
        assertThat(letter.key()).isEqualTo(bytes("k"));
        assertThat(letter.value()).isEqualTo(bytes("not avro"));
        assertThat(header(letter, DeadLetters.REASON)).isEqualTo("value is not Avro in Confluent's wire format");
        assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("image.requests");
        assertThat(header(letter, DeadLetters.PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("0");
        assertThat(header(letter, DeadLetters.SERVICE)).isEqualTo("router");
        assertThat(header(letter, "traceparent")).isEqualTo("00-aa-bb-01");
        assertThat(router.count(PlatformMeters.DEAD_LETTERS)).isEqualTo(1);
    }

    @Test
    void sendsARecordWithTheWrongKeyToTheDeadLetters() {
        byte[] value = router.format.encode(TOPICS.requests(), request());

        router.raw(TOPICS.requests(), bytes("other"), value, new RecordHeaders());
        router.raw(TOPICS.requests(), null, value, new RecordHeaders());
        router.raw(TOPICS.requests(), bytes("r-1"), null, new RecordHeaders());

        assertThat(router.records(TOPICS.requests().deadLetters())).hasSize(3);
        assertThat(router.read(TOPICS.decisions())).isEmpty();
    }

    @Test
    void carriesHeadersToWhateverItSends() {
        Headers headers = new RecordHeaders().add("traceparent", bytes("00-aa-bb-01"));
        router.request(request("r-7", Stage.SCENE, Lane.INTERACTIVE, 2), headers);
        router.request(requestWith(wrong -> wrong.getOutputBuilder().setCount(0)), headers);

        assertThat(Stream.of(
                                TOPICS.jobs(GPT).name(),
                                TOPICS.decisions().name(),
                                TOPICS.outcomes().name())
                        .flatMap(topic -> router.records(topic).stream()))
                .hasSize(5)
                .allSatisfy(record -> assertThat(header(record, "traceparent")).isEqualTo("00-aa-bb-01"));
    }

    @Test
    void stopsWhereTheRegistryIsAwayAndRemembersNothing() {
        byte[] value = router.format.encode(TOPICS.requests(), request());
        router.format.registryGoesAway();

        assertThatThrownBy(() -> router.raw(TOPICS.requests(), bytes("r-1"), value, new RecordHeaders()))
                .hasStackTraceContaining("registry does not answer");
        assertThat(router.remembered(Operators.SEEN_REQUESTS)).isZero();
        assertThat(router.records(TOPICS.requests().deadLetters())).isEmpty();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
