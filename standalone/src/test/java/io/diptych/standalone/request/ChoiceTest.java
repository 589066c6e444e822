package io.diptych.standalone.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewTask;
import io.diptych.events.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Route ROUTE = Route.newBuilder()
            .setModel("gpt-image-2")
            .setProvider("openai")
            .setTier("medium")
            .setWidth(64)
            .setHeight(64)
            .setRuleId("rule")
            .setPolicy("dual-engine")
            .setPolicyVersion("1")
            .build();

    private final GenerationRequest request = request();

    @Test
    void asksForTheBestOfWhatWasDeliveredAndTellsWhatWasAskedFor() {
        List<JobOutcome> delivered = List.of(delivered(0), delivered(1), delivered(2));

        ReviewTask question = Choice.question(request, delivered, Map.of("tea#0.1", result(0)), 2, NOW);

        assertThat(question.getKind()).isEqualTo(ReviewKind.CHOOSE_K);
        assertThat(question.getChoose()).isEqualTo(2);
        assertThat(question.getJobIds()).containsExactly("tea#0", "tea#1", "tea#2");
        assertThat(question.getImages()).containsExactly(image(0), image(1), image(2));
        assertThat(question.getBinding()).isFalse();
        assertThat(question.getPurpose()).isEqualTo(request.getPurpose());
        assertThat(question.getSubjects().getFirst().getResult()).isEqualTo(result(0));
        assertThat(question.getSubjects().getLast().getResult()).isNull();
    }

    @Test
    void asksForNoMoreThanThereAreAndForOneAtLeast() {
        List<JobOutcome> delivered = List.of(delivered(0), delivered(1));

        for (int choose : new int[] {0, 3}) {
            assertThatThrownBy(() -> Choice.question(request, delivered, Map.of(), choose, NOW))
                    .hasMessage("--choose is " + choose + ", must be from 1 to 2, the images delivered");
        }
    }

    private static GenerationRequest request() {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", "tea");
        document.set("tenant", "acme");
        document.set("prompt", "a teapot");
        document.set("purpose.stage", "DRAFT");
        return document.toRequest(NOW);
    }

    private JobOutcome delivered(int index) {
        return JobOutcome.newBuilder()
                .setJobId("tea#" + index)
                .setRequestId(request.getRequestId())
                .setImageIndex(index)
                .setTenant(request.getTenant())
                .setStatus(OutcomeStatus.DELIVERED)
                .setImage(image(index))
                .setAttempts(List.of(AttemptSummary.newBuilder()
                        .setAttemptId("tea#" + index + ".1")
                        .setAttemptNo(1)
                        .setRoute(ROUTE)
                        .setBilling(Billing.BILLED)
                        .setEndedAt(NOW)
                        .build()))
                .setPurpose(request.getPurpose())
                .setContext(request.getContext())
                .setRequestedAt(NOW)
                .setOccurredAt(NOW)
                .build();
    }

    private GenerationResult result(int index) {
        GenerationJob job = GenerationJob.newBuilder()
                .setJobId("tea#" + index)
                .setRequestId(request.getRequestId())
                .setImageIndex(index)
                .setTenant(request.getTenant())
                .setAttemptId("tea#" + index + ".1")
                .setAttemptNo(1)
                .setRequest(request)
                .setRoute(ROUTE)
                .setOccurredAt(NOW)
                .build();
        return GenerationResult.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setJob(job)
                .setBilling(Billing.BILLED)
                .setImage(image(index))
                .setWorkerId("w-1")
                .setStartedAt(NOW)
                .setOccurredAt(NOW)
                .build();
    }

    private static AssetRef image(int index) {
        return AssetRef.newBuilder()
                .setUri("file:///" + index)
                .setSha256("sha-" + index)
                .setMediaType("image/png")
                .setWidth(64)
                .setHeight(64)
                .setBytes(1)
                .build();
    }
}
