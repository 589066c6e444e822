package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.requestWith;
import static io.diptych.router.kafka.RouterOnTheBench.bytes;
import static io.diptych.router.kafka.RouterOnTheBench.failed;
import static io.diptych.router.kafka.RouterOnTheBench.poor;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Cancellation;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Posting;
import io.diptych.events.RoutingDecision;
import io.diptych.events.Stage;
import io.diptych.platform.testing.MemoryFolder;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Headroom;
import io.diptych.router.budget.Period;
import io.diptych.router.policy.BudgetLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a budget has no room for waits, or is made more cheaply, as the policy says.
class WaitingTopologyTest {
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";
    private static final Period DAY = new Period.Calendar(Period.Unit.DAY, ZoneOffset.UTC);
    /// Room for one image of a scene, not for two.
    private static final long LIMIT = 70_000;

    @TempDir(factory = MemoryFolder.class)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RouterOnTheBench router;

    @BeforeEach
    void start() {
        router = router(BudgetLimit.QUEUE);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void waitsUntilSomethingIsSettled() {
        router.request(scene("r-1"));
        router.request(scene("r-2"), new RecordHeaders().add("traceparent", bytes("00-aa-bb-01")));
        GenerationJob first = jobs().getFirst();
        assertThat(router.read(TOPICS.outcomes())).isEmpty();
        assertThat(router.count(RouterMeters.PARKED)).isEqualTo(1);

        router.publish(TOPICS.costEntries(), Money.entry(first, Posting.CHARGE, 10L));

        assertThat(router.records(TOPICS.jobs(GPT).name())).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(bytes("r-2#0"));
            assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo(bytes("00-aa-bb-01"));
        });
        assertThat(router.remembered(Operators.PARKED)).isZero();
    }

    @Test
    void explainsOnceWhyAnImageWaits() {
        router.request(scene("r-1"));
        router.request(scene("r-2"));
        router.wait(Duration.ofSeconds(10));

        assertThat(router.read(TOPICS.decisions()))
                .extracting(RoutingDecision::getJobId)
                .containsExactly("r-1#0", "r-2#0");
    }

    @Test
    void letsThoseWaitInTheOrderInWhichTheyCame() {
        for (String id : List.of("r-1", "r-9", "r-2", "r-3")) {
            router.request(scene(id));
            router.wait(Duration.ofMillis(1));
        }

        List<String> bought = new ArrayList<>();
        GenerationJob running = jobs().getFirst();
        for (int settled = 0; settled < 3; settled++) {
            router.publish(TOPICS.costEntries(), Money.entry(running, Posting.CHARGE, 10L));
            running = jobs().getFirst();
            bought.add(running.getRequestId());
        }
        assertThat(bought).containsExactly("r-9", "r-2", "r-3");
    }

    private List<GenerationJob> jobs() {
        return router.read(TOPICS.jobs(GPT));
    }

    @Test
    void waitsOnAfterACrashAndGoesInTheOrderInWhichItCame() {
        for (int number = 1; number < 14; number++) {
            router.request(scene("r-" + number));
        }
        GenerationJob running = jobs().getFirst();

        router = router.crashed();

        assertThat(router.remembered(Operators.PARKED)).isEqualTo(12);
        List<String> bought = new ArrayList<>();
        for (int settled = 0; settled < 12; settled++) {
            router.request(scene("late-" + settled));
            router.publish(TOPICS.costEntries(), Money.entry(running, Posting.CHARGE, 10L));
            running = jobs().getFirst();
            bought.add(running.getRequestId());
            router = settled == 5 ? router.crashed() : router;
        }
        assertThat(bought)
                .containsExactly(
                        "r-2", "r-3", "r-4", "r-5", "r-6", "r-7", "r-8", "r-9", "r-10", "r-11", "r-12", "r-13");
        assertThat(router.remembered(Operators.PARKED)).isEqualTo(12);
        assertThat(router.read(TOPICS.outcomes())).isEmpty();
    }

    /// A draft has room where a scene has none, and comes later.
    @Test
    void keepsRoomForThoseWhoCameBefore() {
        router.request(scene("r-1"));
        router.request(scene("r-2"));
        router.request(request("small", Stage.SOCIAL, Lane.INTERACTIVE, 1));
        assertThat(jobs()).extracting(GenerationJob::getRequestId).containsExactly("r-1");
        assertThat(router.read(TOPICS.jobs(NANO))).isEmpty();

        router.publish(TOPICS.budgets(), Money.budget("acme", "all", null, null, 10 * LIMIT));
        router.wait(Duration.ofSeconds(1));

        assertThat(jobs()).extracting(GenerationJob::getRequestId).containsExactly("r-2");
        assertThat(router.read(TOPICS.jobs(NANO))).hasSize(1);
    }

    /// One campaign has no room, another has.
    @Test
    void letsThoseGoWhoseBudgetsNobodyWaitsFor() {
        router.publish(TOPICS.budgets(), Money.budget("acme", "all", null, null, 10 * LIMIT));
        router.publish(TOPICS.budgets(), Money.budget("acme", "spring", null, "spring", LIMIT));

        router.request(of("spring", "r-1"));
        router.request(of("spring", "r-2"));
        router.request(of("sale", "r-3"));
        router.request(of("spring", "r-4"));

        assertThat(jobs()).extracting(GenerationJob::getRequestId).containsExactly("r-1", "r-3");
        assertThat(router.read(TOPICS.decisions()))
                .extracting(decision -> decision.getState().get("budget.tightest"))
                .containsExactly("spring", "spring", "all", "spring");
    }

    private static GenerationRequest of(String campaign, String id) {
        return requestWith(request -> {
            request.setRequestId(id);
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getContextBuilder().setCampaign(campaign);
        });
    }

    @Test
    void waitsForTheNextPeriod() {
        router.request(scene("r-1"));
        router.publish(TOPICS.costEntries(), Money.entry(jobs().getFirst(), Posting.CHARGE, LIMIT));
        router.request(scene("r-2"));
        router.wait(Duration.ofHours(13));
        assertThat(jobs()).isEmpty();

        router.wait(Duration.ofHours(1));

        assertThat(jobs()).extracting(GenerationJob::getRequestId).containsExactly("r-2");
    }

    @Test
    void waitsForAHigherLimit() {
        router.request(scene("r-1"));
        router.request(scene("r-2"));
        jobs();

        router.publish(TOPICS.budgets(), Money.budget("acme", 10 * LIMIT, AT.plus(Duration.ofDays(1))));
        router.wait(Duration.ofSeconds(1));

        assertThat(jobs()).extracting(GenerationJob::getRequestId).containsExactly("r-2");
    }

    @Test
    void endsAtTheDeadline() {
        router.request(scene("r-1"));
        router.request(requestWith(request -> {
            request.setRequestId("r-2");
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getConstraintsBuilder().setDeadline(AT.plusSeconds(30));
        }));

        router.wait(Duration.ofSeconds(29));
        assertThat(router.read(TOPICS.outcomes())).isEmpty();
        router.wait(Duration.ofSeconds(1));

        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("r-2#0");
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.EXPIRED);
            assertThat(outcome.getFailure().getMessage())
                    .startsWith("no room in the budget before the deadline, the tenant's budget: limit " + LIMIT);
        });
    }

    @Test
    void endsWhatIsCancelledWhileItWaits() {
        router.request(scene("r-1"));
        router.request(scene("r-2"));

        router.publish(
                TOPICS.cancellations(),
                Cancellation.newBuilder()
                        .setRequestId("r-2")
                        .setTenant("acme")
                        .setOccurredAt(AT)
                        .build());
        router.wait(Duration.ofSeconds(1));

        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getJobId()).isEqualTo("r-2#0");
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.CANCELLED);
        });
        assertThat(router.remembered(Operators.PARKED)).isZero();
    }

    @Test
    void letsAnEscalatedJobWaitToo() {
        router.request(scene("r-1"));
        GenerationJob first = jobs().getFirst();
        router.escalate(poor(first));
        assertThat(jobs()).isEmpty();
        assertThat(router.remembered(Operators.PARKED)).isEqualTo(1);

        router.publish(TOPICS.costEntries(), Money.entry(first, Posting.CHARGE, 10L));
        router.publish(TOPICS.budgets(), Money.budget("acme", 10_000_000, AT.plus(Duration.ofDays(1))));
        router.wait(Duration.ofSeconds(1));

        assertThat(jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.getAttemptNo()).isEqualTo(2));
        assertThat(router.remembered(Operators.PARKED)).isZero();
    }

    @Test
    void givesRoomToThoseThatWaitWhenAnAttemptWasNotBilled() {
        router.request(scene("r-1"));
        router.request(scene("r-2"));
        GenerationJob first = jobs().getFirst();

        router.escalate(failed(first, FailureCode.CONTENT_REFUSED));

        assertThat(jobs()).extracting(GenerationJob::getRequestId).containsExactly("r-2");
    }

    @Test
    void rejectsAtOnceWhatCannotBePriced() {
        assertThat(Affordable.of(List.of(Routes.priced(null), Routes.priced(1L)), Headroom.of(10L), BudgetLimit.QUEUE))
                .isInstanceOf(Affordable.Reject.class);
        assertThat(Affordable.of(List.of(Routes.priced(null)), Headroom.NONE, BudgetLimit.REJECT))
                .isInstanceOf(Affordable.Buy.class);
    }

    @Test
    void takesTheBestRouteThatThereIsRoomFor() {
        assertThat(Affordable.of(
                        List.of(Routes.priced(30L), Routes.priced(20L), Routes.priced(5L)),
                        Headroom.of(25L),
                        BudgetLimit.DOWNGRADE))
                .isEqualTo(new Affordable.Buy(Routes.priced(20L), List.of(Routes.priced(30L), Routes.priced(5L))));
        assertThat(Affordable.of(
                        List.of(Routes.priced(30L), Routes.priced(20L)), Headroom.of(19L), BudgetLimit.DOWNGRADE))
                .isInstanceOf(Affordable.Reject.class);
        assertThat(Affordable.of(List.of(Routes.priced(30L), Routes.priced(20L)), Headroom.of(25L), BudgetLimit.REJECT))
                .isInstanceOf(Affordable.Reject.class);
    }

    private RouterOnTheBench router(BudgetLimit atLimit) {
        return new RouterOnTheBench(folder, Map.of("acme", new Budget(LIMIT, DAY)), atLimit);
    }

    private static GenerationRequest scene(String id) {
        return request(id, Stage.SCENE, Lane.INTERACTIVE, 1);
    }
}
