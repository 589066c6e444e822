package io.diptych.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.diptych.catalog.Catalog;
import io.diptych.events.CandidateEvaluation;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Route;
import io.diptych.events.RoutingDecision;
import io.diptych.router.policy.Policies;
import io.diptych.router.routing.Endpoints;
import io.diptych.schemas.Topics;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.replay.Replay.Draft;
import io.diptych.standalone.replay.Replay.Window;
import io.diptych.standalone.replay.ReplayReport.Difference;
import io.diptych.standalone.replay.ReplayReport.Share;
import io.diptych.standalone.request.RequestDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");
    private static final Topics TOPICS = new Topics("");
    private static final Catalog CATALOG = Catalog.load();
    private static final Window ALL =
            new Window(AT.minusSeconds(60), AT.plusSeconds(3600), Optional.empty(), Optional.empty());

    private final FakeRecording recording = new FakeRecording();
    private final OfflineRouter router = new OfflineRouter(
            CATALOG,
            Policies.shipped(CATALOG, "dual-engine"),
            Set.of("gpt-image-2", "gemini-3.1-flash-image"),
            "official",
            Endpoints.SIMULATED);

    @Test
    void comparesWhatWasDecidedWithWhatTheDraftDecides() {
        recorded("r1", "shop", 3, "gpt-image-2", "low", 6_000L, 10_000L);
        recorded("r2", "press", 1, "gemini-3.1-flash-image", "1K", 70_000L, 5_000L);
        outcome("r1", "r1#0", OutcomeStatus.DELIVERED, AT.plusSeconds(12));

        ReplayReport report = replay("nano-only", ALL);

        assertThat(report.requests()).isEqualTo(2);
        assertThat(report.images()).isEqualTo(4);
        assertThat(report.shares())
                .containsExactly(new Share("gemini-3.1-flash-image 1K", 1, 4), new Share("gpt-image-2 low", 3, 0));
        assertThat(report.differences())
                .extracting(Difference::requestId, Difference::images, Difference::oldRoute, Difference::newRoute)
                .containsExactly(tuple("r1", 3L, "gpt-image-2 low", "gemini-3.1-flash-image 1K"));
        assertThat(report.before().costMicros()).isEqualTo(3 * 6_000 + 70_000);
        assertThat(report.before().latencyMillis()).isEqualTo((3 * 10_000 + 5_000) / 4);
        assertThat(report.after().latencyMillis()).isEqualTo(5_000);
        assertThat(report.after().costMicros()).isGreaterThan(4 * 67_000);
        assertThat(report.tenants())
                .extracting(tenant -> tenant.tenant() + " " + tenant.images() + " " + tenant.changed())
                .containsExactly("press 1 0", "shop 3 3");
        assertThat(report.tenants().getLast().shares())
                .containsExactly(new Share("gemini-3.1-flash-image 1K", 0, 3), new Share("gpt-image-2 low", 3, 0));
        assertThat(report.asItWent().outcomes()).containsExactly(entry("DELIVERED", 1L));
        assertThat(report.asItWent().meanMillis()).isEqualTo(12_000);
    }

    @Test
    void decidesOnlyTheRequestsOfTheWindowAndTheTenant() {
        recorded("r1", "shop", 1, "gpt-image-2", "low", 6_000L, 10_000L);
        recorded("r2", "press", 1, "gpt-image-2", "low", 6_000L, 10_000L);

        assertThat(replay("nano-only", new Window(AT, AT.plusMillis(1), Optional.of("press"), Optional.empty()))
                        .requests())
                .isEqualTo(1);
        assertThat(replay("nano-only", new Window(AT.minusSeconds(9), AT, Optional.empty(), Optional.empty()))
                        .requests())
                .isZero();
    }

    @Test
    void countsWhatItLeavesOut() {
        recorded("r1", "shop", 1, "gpt-image-2", "low", 6_000L, 10_000L);
        recording.add(TOPICS.requests(), request("r1", "shop", 1), AT.plusSeconds(1));
        recording.add(TOPICS.requests(), request("without-decision", "shop", 1), AT);
        recorded("refused-now", "shop", 99, "gpt-image-2", "low", 6_000L, 10_000L);
        recording.addUnreadable(TOPICS.requests());
        recording.addUnreadable(TOPICS.outcomes());

        ReplayReport report = replay("gpt-only", ALL);

        assertThat(report.requests()).isEqualTo(1);
        assertThat(report.repeats()).isEqualTo(1);
        assertThat(report.undecided()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.unreadable()).containsExactly(entry("image.outcomes", 1L), entry("image.requests", 1L));
        assertThat(report.differences()).isEmpty();
    }

    @Test
    void countsRequestsThatHaveNoRouteOnEitherSide() {
        recorded("r1", "shop", 2, null, null, null, null);

        ReplayReport report = replay("gpt-only", ALL);

        assertThat(report.before().unrouted()).isEqualTo(2);
        assertThat(report.after().unrouted()).isZero();
        assertThat(report.differences()).extracting(Difference::oldRoute).containsExactly((String) null);
    }

    @Test
    void countsEachImageByItsOwnDecision() {
        recording.add(TOPICS.requests(), request("r1", "shop", 3), AT);
        decided("r1", "r1#0", "shop", "gpt-image-2", "low", 6_000L, 10_000L);
        decided("r1", "r1#1", "shop", "gpt-image-2", "low", 6_000L, 10_000L);
        decided("r1", "r1#2", "shop", null, null, null, null);

        ReplayReport report = replay("nano-only", ALL);

        assertThat(report.requests()).isEqualTo(1);
        assertThat(report.images()).isEqualTo(3);
        assertThat(report.before().costMicros()).isEqualTo(12_000);
        assertThat(report.before().unrouted()).isEqualTo(1);
        assertThat(report.differences())
                .extracting(Difference::images, Difference::oldRoute, Difference::newRoute)
                .containsExactly(
                        tuple(2L, "gpt-image-2 low", "gemini-3.1-flash-image 1K"),
                        tuple(1L, null, "gemini-3.1-flash-image 1K"));
    }

    @Test
    void comparesAnImageThatWaitedWithWhereItWentInTheEnd() {
        recording.add(TOPICS.requests(), request("r1", "shop", 1), AT);
        decided("r1", "r1#0", "shop", null, null, null, null);
        decided("r1", "r1#0", "shop", "gpt-image-2", "low", 6_000L, 10_000L);

        assertThat(replay("gpt-only", ALL).differences()).isEmpty();
    }

    @Test
    void knowsWhatCameOfAnIdThatAnotherTenantUsedFirst() {
        recording.add(TOPICS.requests(), request("r1", "shop", 1), AT);
        decided("r1", "r1#shop#0", "shop", "gpt-image-2", "low", 6_000L, 10_000L);
        outcome("r1", "r1#shop#0", OutcomeStatus.FAILED, AT.plusSeconds(12));

        assertThat(replay("gpt-only", ALL).asItWent().outcomes()).containsExactly(entry("FAILED", 1L));
    }

    @Test
    void leavesOutWhatAnotherPolicyDecided() {
        recorded("r1", "shop", 1, "gpt-image-2", "low", 6_000L, 10_000L);

        ReplayReport none = replay("gpt-only", decidedBy("dual-engine"));
        ReplayReport one = replay("gpt-only", decidedBy("old"));

        assertThat(none.requests()).isZero();
        assertThat(none.decidedByAnother()).isEqualTo(1);
        assertThat(one.requests()).isEqualTo(1);
        assertThat(one.decidedByAnother()).isZero();
    }

    private static Window decidedBy(String policy) {
        return new Window(ALL.from(), ALL.to(), Optional.empty(), Optional.of(policy));
    }

    private ReplayReport replay(String policy, Window window) {
        return Replay.run(router, new Draft(policy, "2"), TOPICS, recording, window);
    }

    private void recorded(
            String id,
            String tenant,
            int count,
            @Nullable String model,
            @Nullable String tier,
            @Nullable Long micros,
            @Nullable Long millis) {
        recording.add(TOPICS.requests(), request(id, tenant, count), AT);
        for (int index = 0; index < count; index++) {
            decided(id, id + "#" + index, tenant, model, tier, micros, millis);
        }
    }

    private void decided(
            String id,
            String job,
            String tenant,
            @Nullable String model,
            @Nullable String tier,
            @Nullable Long micros,
            @Nullable Long millis) {
        recording.add(TOPICS.decisions(), decision(id, job, tenant, model, tier, micros, millis), AT);
    }

    private static GenerationRequest request(String id, String tenant, int count) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", id);
        document.set("tenant", tenant);
        document.set("prompt", "A red teapot");
        document.set("output.count", count);
        document.set("purpose.stage", "DRAFT");
        return document.toRequest(AT);
    }

    private static RoutingDecision decision(
            String id,
            String job,
            String tenant,
            @Nullable String model,
            @Nullable String tier,
            @Nullable Long micros,
            @Nullable Long millis) {
        Route route = model == null || tier == null
                ? null
                : Route.newBuilder()
                        .setModel(model)
                        .setProvider("any")
                        .setTier(tier)
                        .setWidth(1024)
                        .setHeight(1024)
                        .setRuleId("drafts")
                        .setPolicy("old")
                        .setPolicyVersion("1")
                        .setEstimatedMicros(micros)
                        .build();
        List<CandidateEvaluation> candidates = route == null
                ? List.of()
                : List.of(CandidateEvaluation.newBuilder()
                        .setModel(route.getModel())
                        .setTier(route.getTier())
                        .setLane(Lane.INTERACTIVE)
                        .setEligible(true)
                        .setChosen(true)
                        .setRank(1)
                        .setReason("first choice")
                        .setExpectedMillis(millis)
                        .build());
        return RoutingDecision.newBuilder()
                .setJobId(job)
                .setRequestId(id)
                .setTenant(tenant)
                .setAttemptNo(1)
                .setPolicy("old")
                .setPolicyVersion("1")
                .setRuleId("drafts")
                .setCause("request")
                .setChosen(route)
                .setCandidates(candidates)
                .setOccurredAt(AT)
                .build();
    }

    private void outcome(String id, String job, OutcomeStatus status, Instant at) {
        GenerationRequest request = request(id, "shop", 1);
        recording.add(
                TOPICS.outcomes(),
                JobOutcome.newBuilder()
                        .setJobId(job)
                        .setRequestId(id)
                        .setImageIndex(0)
                        .setTenant("shop")
                        .setStatus(status)
                        .setPurpose(request.getPurpose())
                        .setContext(request.getContext())
                        .setRequestedAt(AT)
                        .setOccurredAt(at)
                        .build(),
                at);
    }
}
