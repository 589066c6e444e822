package io.diptych.router.kafka;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.TOPICS;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.requestWith;
import static io.diptych.router.kafka.RouterOnTheBench.failed;
import static io.diptych.router.kafka.RouterOnTheBench.poor;
import static io.diptych.router.kafka.RouterOnTheBench.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.Lane;
import io.diptych.events.OutcomeStatus;
import io.diptych.events.Posting;
import io.diptych.events.RoutingDecision;
import io.diptych.events.Stage;
import io.diptych.platform.testing.MemoryFolder;
import io.diptych.router.budget.Budget;
import io.diptych.router.budget.Period;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTopologyTest {
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";
    private static final long TEN_USD = 10_000_000;

    @SuppressWarnings("NullAway.Init")
    private RouterOnTheBench router;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path stateDir) {
        router = new RouterOnTheBench(
                stateDir, Map.of("acme", new Budget(TEN_USD, new Period.Calendar(Period.Unit.DAY, ZoneOffset.UTC))));
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void neverHoldsMoreThanTenDollarsForAThousandRequests() {
        for (int number = 0; number < 1_000; number++) {
            router.request(scene("r-" + number, 1));
        }

        List<GenerationJob> jobs = jobs();
        List<JobOutcome> refused = router.read(TOPICS.outcomes());
        long held = jobs.stream().mapToLong(BudgetTopologyTest::price).sum();
        assertThat(jobs.size() + refused.size()).isEqualTo(1_000);
        assertThat(held).isLessThanOrEqualTo(TEN_USD).isGreaterThan(TEN_USD - 60_000);
        assertThat(router.held()).isEqualTo(held);
        assertThat(refused).allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.REJECTED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
            assertThat(outcome.getFailure().getMessage()).contains("10000000 micro-USD", "0 spent", held + " held");
        });
        assertThat(router.count(RouterMeters.BUDGET_REFUSALS)).isEqualTo(refused.size());
    }

    /// Of a tenant with 10.00 USD, one of whose projects has 4.00 and one of that project's
    /// campaigns 1.00.
    @Test
    void neverHoldsMoreThanAnyOfNestedBudgetsForAThousandRequests() {
        router.publish(TOPICS.budgets(), Money.budget("acme", "shoes", "shoes", null, 4_000_000));
        router.publish(TOPICS.budgets(), Money.budget("acme", "spring", "shoes", "spring", 1_000_000));

        for (int number = 0; number < 1_000; number++) {
            router.request(
                    switch (number % 3) {
                        case 0 -> scene("r-" + number, 1);
                        case 1 -> spent("r-" + number, "shoes", null);
                        default -> spent("r-" + number, "shoes", "spring");
                    });
        }

        List<GenerationJob> jobs = jobs();
        List<JobOutcome> refused = router.read(TOPICS.outcomes());
        assertThat(jobs.size() + refused.size()).isEqualTo(1_000);
        assertThat(held(jobs)).isLessThanOrEqualTo(TEN_USD).isGreaterThan(TEN_USD - 60_000);
        List<GenerationJob> shoes = jobs.stream()
                .filter(job -> job.getRequest().getContext().getLabels().containsKey("project"))
                .toList();
        assertThat(held(shoes)).isLessThanOrEqualTo(4_000_000).isGreaterThan(3_940_000);
        List<GenerationJob> spring = shoes.stream()
                .filter(job -> job.getRequest().getContext().getCampaign() != null)
                .toList();
        assertThat(held(spring)).isLessThanOrEqualTo(1_000_000).isGreaterThan(940_000);
        assertThat(refused)
                .extracting(outcome -> outcome.getFailure().getMessage())
                .anyMatch(message -> message.contains("no room in budget spring (project shoes, campaign spring): limit"
                        + " 1000000 micro-USD from 2026-11-20T00:00:00Z to 2026-11-21T00:00:00Z, 0 spent, "
                        + held(spring) + " held"))
                .anyMatch(message -> message.contains("no room in budget shoes (project shoes): limit 4000000"))
                .anyMatch(message -> message.contains("no room in the tenant's budget: limit 10000000"));
    }

    private static long held(List<GenerationJob> jobs) {
        return jobs.stream().mapToLong(BudgetTopologyTest::price).sum();
    }

    @Test
    void limitsOnlyWhatABudgetCovers() {
        router.publish(TOPICS.budgets(), Money.budget("globex", "spring", null, "spring", 100));
        router.request(of("globex", "r-7"));
        GenerationJob free = jobs().getFirst();

        router.publish(TOPICS.costEntries(), Money.entry(free, Posting.CHARGE, 1_000L));
        router.request(requestWith(request -> {
            request.setRequestId("r-8").setTenant("globex");
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getContextBuilder().setCampaign("spring");
        }));

        assertThat(jobs()).isEmpty();
        assertThat(router.held()).isZero();
        assertThat(router.read(TOPICS.decisions()))
                .extracting(decision -> decision.getState().get("budget.tightest"))
                .containsExactly(null, "spring");
    }

    @Test
    void decidesTheImagesOfARequestOneAfterTheOther() {
        limit(2 * priceOfOne());

        router.request(scene("r-9", 3));

        assertThat(jobs()).extracting(GenerationJob::getJobId).contains("r-9#0", "r-9#1");
        List<RoutingDecision> decisions = router.read(TOPICS.decisions());
        assertThat(decisions)
                .extracting(decision -> decision.getState().get("budget.leftMicros"))
                .startsWith(Long.toString(2 * priceOfOne()), Long.toString(priceOfOne()), "0");
    }

    @Test
    void countsWhatWasChargedInsteadOfWhatWasHeld() {
        router.request(scene("r-7", 1));
        GenerationJob job = jobs().getFirst();

        router.publish(TOPICS.costEntries(), Money.entry(job, Posting.CHARGE, 1_000L));
        router.publish(TOPICS.costEntries(), Money.entry(job, Posting.CHARGE, 1_000L));

        assertThat(router.held()).isZero();
        assertThat(leftAsTheNextDecisionSeesIt()).isEqualTo(TEN_USD - 1_000);
    }

    @Test
    void letsGoOfAnAttemptThatWasNotBilledAndHoldsTheNext() {
        router.request(scene("r-7", 1));
        GenerationJob first = jobs().getFirst();

        router.escalate(failed(first, FailureCode.UNAVAILABLE));

        GenerationJob second = jobs().getFirst();
        assertThat(second.getAttemptNo()).isEqualTo(2);
        assertThat(router.held()).isEqualTo(price(second));
    }

    @Test
    void keepsABilledAttemptHeldUntilItsChargeComes() {
        router.request(scene("r-7", 1));
        GenerationJob first = jobs().getFirst();

        router.escalate(poor(first));

        GenerationJob second = jobs().getFirst();
        assertThat(router.held()).isEqualTo(price(first) + price(second));
    }

    @Test
    void keepsAnUnknownAttemptHeldUntilTheLedgerSettlesIt() {
        router.request(scene("r-7", 1));
        GenerationJob first = jobs().getFirst();

        router.escalate(unknown(first));
        GenerationJob second = jobs().getFirst();
        router.publish(TOPICS.costEntries(), Money.entry(first, Posting.HOLD, price(first)));
        assertThat(router.held()).isEqualTo(price(first) + price(second));

        router.publish(TOPICS.costEntries(), Money.entry(first, Posting.RELEASE, -price(first)));
        assertThat(router.held()).isEqualTo(price(second));
    }

    @Test
    void endsAnEscalatedJobThatTheBudgetHasNoRoomFor() {
        router.request(scene("r-7", 1));
        GenerationJob first = jobs().getFirst();
        limit(price(first));

        router.escalate(poor(first));

        assertThat(jobs()).isEmpty();
        assertThat(router.read(TOPICS.outcomes())).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.REJECTED);
            assertThat(outcome.getFailure().getCode()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
            assertThat(outcome.getAttempts()).hasSize(1);
        });
    }

    @Test
    void letsGoOfWhatNobodyHeardOfForEightDays() {
        router.request(scene("r-7", 1));

        router.wait(Duration.ofDays(8));
        assertThat(router.held()).isPositive();
        router.wait(Duration.ofMinutes(1));

        assertThat(router.held()).isZero();
    }

    @Test
    void beginsAnewWithTheNextPeriod() {
        router.request(scene("r-7", 1));
        router.publish(TOPICS.costEntries(), Money.entry(jobs().getFirst(), Posting.CHARGE, TEN_USD));
        router.request(scene("r-8", 1));
        assertThat(jobs()).isEmpty();

        router.wait(Duration.ofDays(1));
        router.request(scene("r-9", 1));

        assertThat(jobs()).hasSize(1);
    }

    @Test
    void countsWhatATenantSpentBeforeItGotABudget() {
        router.request(of("globex", "r-7"));
        router.publish(TOPICS.costEntries(), Money.entry(jobs().getFirst(), Posting.CHARGE, 4_000_000L));

        router.publish(TOPICS.budgets(), Money.budget("globex", 4_000_001, AT.plus(Duration.ofHours(1))));
        router.request(of("globex", "r-8"));

        assertThat(jobs()).isEmpty();
        assertThat(router.read(TOPICS.outcomes()))
                .singleElement()
                .satisfies(
                        outcome -> assertThat(outcome.getFailure().getMessage()).contains("4000000 spent"));
    }

    @Test
    void routesATenantWithoutBudgetInOneHop() {
        router.request(of("globex", "r-7"));
        assertThat(router.records(TOPICS.tenantTurns().name())).isEmpty();

        router.request(scene("r-8", 1));
        assertThat(router.records(TOPICS.tenantTurns().name()))
                .singleElement()
                .satisfies(turn -> assertThat(new String(turn.key(), StandardCharsets.UTF_8))
                        .isEqualTo("acme"));
    }

    @Test
    void givesWhatListensASubTopologyOfItsOwn() {
        assertThat(router.description.subtopologies()).hasSize(4);
    }

    @Test
    void carriesHeadersThroughTheTenantsTurn() {
        Headers headers = new RecordHeaders().add("traceparent", RouterOnTheBench.bytes("00-aa-bb-01"));

        router.request(scene("r-7", 1), headers);

        assertThat(router.records(TOPICS.jobs(GPT).name()))
                .singleElement()
                .satisfies(record -> assertThat(
                                record.headers().lastHeader("traceparent").value())
                        .isEqualTo(RouterOnTheBench.bytes("00-aa-bb-01")));
    }

    @Test
    void routesWithoutLimitOnceTheBudgetIsGone() {
        router.publish(TOPICS.budgets(), Money.budget("globex", 0, AT.plus(Duration.ofHours(1))));
        router.request(of("globex", "r-7"));
        assertThat(jobs()).isEmpty();

        router.withdraw(TOPICS.budgets(), "globex");
        router.request(of("globex", "r-8"));

        assertThat(jobs()).hasSize(1);
    }

    /// Requests, charges, failures and repeats of all of them in random order, with a crash now and
    /// then.
    @ParameterizedTest
    @ValueSource(ints = {11, 12})
    void neverPromisesMoreThanTheLimitWhateverHappens(int seed) {
        Random random = new Random(seed);
        List<GenerationJob> running = new ArrayList<>();
        long charged = 0;
        for (int step = 0; step < 300; step++) {
            if (running.isEmpty() || random.nextInt(2) == 0) {
                router.request(scene("r-" + random.nextInt(400), 1 + random.nextInt(3)));
            } else {
                GenerationJob job = running.remove(random.nextInt(running.size()));
                switch (random.nextInt(3)) {
                    case 0 -> {
                        long price = random.nextLong(price(job) + 1);
                        charged += price;
                        router.publish(TOPICS.costEntries(), Money.entry(job, Posting.CHARGE, price));
                        router.publish(TOPICS.costEntries(), Money.entry(job, Posting.CHARGE, price));
                    }
                    case 1 -> {
                        router.escalate(failed(job, FailureCode.UNAVAILABLE));
                        router.escalate(failed(job, FailureCode.UNAVAILABLE));
                    }
                    default -> {
                        router.escalate(unknown(job));
                        router.publish(TOPICS.costEntries(), Money.entry(job, Posting.HOLD, price(job)));
                    }
                }
            }
            if (step % 60 == 59) {
                running.addAll(jobs());
                router = router.crashed();
            }
            running.addAll(jobs());
            assertThat(charged + router.held()).isLessThanOrEqualTo(TEN_USD);
        }
        assertThat(charged).isPositive();
    }

    private void limit(long micros) {
        router.publish(TOPICS.budgets(), Money.budget("acme", micros, AT.plus(Duration.ofHours(1))));
    }

    private long priceOfOne() {
        try (RouterOnTheBench other = new RouterOnTheBench(Path.of("target", "bench-" + System.nanoTime()))) {
            other.request(scene("r-1", 1));
            return price(other.read(TOPICS.jobs(GPT)).getFirst());
        }
    }

    private long leftAsTheNextDecisionSeesIt() {
        router.read(TOPICS.decisions());
        router.request(scene("r-next", 1));
        return Long.parseLong(
                router.read(TOPICS.decisions()).getFirst().getState().get("budget.leftMicros"));
    }

    private List<GenerationJob> jobs() {
        List<GenerationJob> jobs = new ArrayList<>(router.read(TOPICS.jobs(GPT)));
        jobs.addAll(router.read(TOPICS.jobs(NANO)));
        return jobs;
    }

    private static long price(GenerationJob job) {
        return job.getRoute().getEstimatedMicros();
    }

    private static GenerationRequest scene(String id, int images) {
        return request(id, Stage.SCENE, Lane.INTERACTIVE, images);
    }

    private static GenerationRequest spent(String id, @Nullable String project, @Nullable String campaign) {
        return requestWith(request -> {
            request.setRequestId(id);
            request.getPurposeBuilder().setStage(Stage.SCENE);
            request.getContextBuilder().setCampaign(campaign);
            if (project != null) {
                request.getContextBuilder().setLabels(Map.of("project", project));
            }
        });
    }

    private static GenerationRequest of(String tenant, String id) {
        return requestWith(request -> {
            request.setRequestId(id);
            request.setTenant(tenant);
            request.getPurposeBuilder().setStage(Stage.SCENE);
        });
    }
}
