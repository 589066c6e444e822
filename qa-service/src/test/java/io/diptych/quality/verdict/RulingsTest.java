package io.diptych.quality.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.CheckStatus;
import io.diptych.events.Constraints;
import io.diptych.events.Decision;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lineage;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewTask;
import io.diptych.events.Route;
import io.diptych.events.Stage;
import io.diptych.quality.check.Finding;
import io.diptych.quality.check.Graded;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Profile;
import io.diptych.quality.profile.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulingsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:31Z");
    private static final Profile SCENE = Profiles.shipped().of(Stage.SCENE);
    private static final AssetRef IMAGE = AssetRef.newBuilder()
            .setUri("file:a")
            .setSha256("a".repeat(64))
            .setMediaType("image/png")
            .setWidth(8)
            .setHeight(8)
            .setBytes(9)
            .build();

    @Test
    void buysAgainWhereThatIsWorthItsPrice() {
        Ruling.FellShort ruling = (Ruling.FellShort) rule(result(50_000L), bad(), Unreviewed.DELIVER);

        assertThat(ruling.verdict().getDecision()).isEqualTo(Decision.ESCALATE);
        assertThat(ruling.escalation().getJob().getRemaining()).hasSize(1);
        assertThat(ruling.verdict().getSum().getWorth()).isTrue();
        assertThat(ruling.verdict().getSum().getGainMicros()).isEqualTo(Math.round(0.95 * 0.8 * 2_000_000));
        assertThat(ruling.verdict().getSum().getPriceMicros()).isEqualTo(50_000);
        assertThat(ruling.verdict().getSum().getReason()).isEqualTo("the gain is more than the price");
    }

    @Test
    void endsTheJobWithoutAnotherPurchaseWhereThatIsNot() {
        Ruling.FellShort ruling = (Ruling.FellShort) rule(result(3_000_000L), bad(), Unreviewed.DELIVER);

        assertThat(ruling.verdict().getDecision()).isEqualTo(Decision.REVIEW);
        assertThat(ruling.verdict().getSum().getWorth()).isFalse();
        assertThat(ruling.verdict().getNote()).isEqualTo("nobody reviews: the job ends without an image");
        assertThat(ruling.escalation().getJob().getRemaining()).isEmpty();
    }

    @Test
    void neverDeliversABadImageThatNobodyHasSeen() {
        for (Unreviewed unreviewed : List.of(Unreviewed.DELIVER, Unreviewed.ESCALATE)) {
            assertThat(rule(result(3_000_000L), bad(), unreviewed)).isInstanceOf(Ruling.FellShort.class);
            assertThat(rule(result(1L), bad(), unreviewed)).isInstanceOf(Ruling.FellShort.class);
        }
    }

    @Test
    void deliversADoubtfulImageWithItsDoubtsWhereNobodyReviews() {
        Ruling.Delivered ruling = (Ruling.Delivered) rule(result(3_000_000L), doubtful(), Unreviewed.DELIVER);

        assertThat(ruling.verdict().getDecision()).isEqualTo(Decision.REVIEW);
        assertThat(ruling.verdict().getNote()).isEqualTo("nobody reviews: delivered with its doubts");
        assertThat(ruling.outcome().getAttempts().getLast().getReasons()).containsExactly("style-drift");
    }

    @Test
    void demandsAnotherAttemptForADoubtfulImageWhereThatIsConfigured() {
        Ruling.FellShort ruling = (Ruling.FellShort) rule(result(3_000_000L), doubtful(), Unreviewed.ESCALATE);

        assertThat(ruling.verdict().getDecision()).isEqualTo(Decision.REVIEW);
        assertThat(ruling.escalation().getJob().getRemaining()).hasSize(1);
    }

    @Test
    void countsAnUnknownPriceNeitherAsNothingNorAsTooMuch() {
        Ruling.FellShort ruling = (Ruling.FellShort) rule(result(null), bad(), Unreviewed.DELIVER);

        assertThat(ruling.verdict().getDecision()).isEqualTo(Decision.ESCALATE);
        assertThat(ruling.verdict().getSum().getPriceMicros()).isNull();
        assertThat(ruling.verdict().getSum().getReason()).contains("unknown");
    }

    @Test
    void trustsNoScoreAloneAtTheEndOfALongChainOfEdits() {
        Ruling fifth = rule(edits(result(1L), 5), good(), Unreviewed.ASK);
        Ruling.Asked sixth = (Ruling.Asked) rule(edits(result(1L), 6), good(), Unreviewed.ASK);
        Ruling.Delivered unseen = (Ruling.Delivered) rule(edits(result(1L), 6), good(), Unreviewed.DELIVER);

        assertThat(verdict(fifth).getDecision()).isEqualTo(Decision.ACCEPT);
        assertThat(sixth.verdict().getDecision()).isEqualTo(Decision.REVIEW);
        assertThat(sixth.verdict().getReasons()).containsExactly("edit-damage");
        assertThat(unseen.outcome().getAttempts().getLast().getReasons()).containsExactly("edit-damage");
    }

    @Test
    void buysNothingBeyondThePolicysLimit() {
        GenerationResult within = limited(result(1_000L), 101_000);
        GenerationResult dear = limited(result(1_000L), 100_999);
        GenerationResult unbilled = limited(result(1_000L), 51_000);
        unbilled = GenerationResult.newBuilder(unbilled)
                .setJob(GenerationJob.newBuilder(unbilled.getJob())
                        .setAttempts(List.of(AttemptSummary.newBuilder(
                                        unbilled.getJob().getAttempts().getFirst())
                                .setBilling(Billing.NOT_BILLED)
                                .build()))
                        .build())
                .build();

        assertThat(rule(within, bad(), Unreviewed.ASK)).isInstanceOf(Ruling.FellShort.class);
        assertThat(rule(unbilled, bad(), Unreviewed.ASK))
                .as("what was not billed is not spent")
                .isInstanceOf(Ruling.FellShort.class);
        assertThat(verdict(rule(dear, bad(), Unreviewed.ASK)).getSum().getReason())
                .isEqualTo("the policy allows 100999 micro-USD, 100000 are spent and the next route costs 1000");
    }

    @Test
    void buysNothingAfterTheDeadlineNorBeyondTheCallersLimit() {
        GenerationResult late = with(result(1L), Constraints.newBuilder().setDeadline(NOW));
        GenerationResult dear = with(result(1_000L), Constraints.newBuilder().setMaxCostMicros(50_100L));

        assertThat(verdict(rule(late, bad(), Unreviewed.DELIVER)).getSum().getReason())
                .startsWith("the deadline has passed");
        assertThat(verdict(rule(dear, bad(), Unreviewed.DELIVER)).getSum().getReason())
                .isEqualTo("the caller allows 50100 micro-USD, 100000 are spent and the next route costs 1000");
    }

    @Test
    void saysThatNoRouteIsLeft() {
        assertThat(verdict(rule(left(), bad(), Unreviewed.DELIVER)).getSum().getReason())
                .isEqualTo("no route is left");
    }

    @Test
    void asksAPersonWhereOnlyTiersAreLeftThatTheRouterWouldNotTake() {
        Route made = result(1L).getJob().getRoute();
        Route lower = Route.newBuilder(made).setTier("low").build();
        Route other = Route.newBuilder(made)
                .setModel("gemini-3.1-flash-image")
                .setTier("1K")
                .build();

        QualityVerdict verdict = verdict(rule(left(lower, made), bad(), Unreviewed.ASK));

        assertThat(verdict.getDecision()).isEqualTo(Decision.REVIEW);
        assertThat(verdict.getSum().getPriceMicros()).isNull();
        assertThat(verdict.getSum().getReason())
                .isEqualTo("no route is left but tiers of gpt-image-2 that are no higher");
        assertThat(verdict(rule(left(lower, other), bad(), Unreviewed.ASK)).getDecision())
                .isEqualTo(Decision.ESCALATE);
    }

    @Test
    void deliversTheMendedImageInPlaceOfTheProviders() {
        AssetRef mended = AssetRef.newBuilder(IMAGE).setSha256("b".repeat(64)).build();

        Ruling.Delivered ruling =
                (Ruling.Delivered) Rulings.onImage(result(1L), good(), mended, List.of(), Unreviewed.DELIVER, NOW);

        assertThat(ruling.outcome().getImage()).isEqualTo(mended);
        assertThat(ruling.verdict().getRepaired()).isEqualTo(mended);
    }

    @Test
    void asksAPersonWhetherADoubtfulOrABadImageWillDoWhereThereIsADesk() {
        for (Judgement judgement : List.of(doubtful(), bad())) {
            Ruling.Asked ruling = (Ruling.Asked) rule(result(3_000_000L), judgement, Unreviewed.ASK);

            assertThat(ruling.verdict().getDecision()).isEqualTo(Decision.REVIEW);
            assertThat(ruling.task().getTaskId()).isEqualTo("r1#1.2");
            assertThat(ruling.task().getBinding()).isTrue();
            assertThat(ruling.task().getImages()).containsExactly(IMAGE);
            assertThat(ruling.task().getSubjects().getFirst().getVerdict()).isEqualTo(ruling.verdict());
        }
    }

    @Test
    void asksTheSameQuestionWhenItJudgesAgain() {
        assertThat(rule(result(3_000_000L), doubtful(), Unreviewed.ASK))
                .isEqualTo(rule(result(3_000_000L), doubtful(), Unreviewed.ASK));
    }

    @Test
    void escalatesBeforeItAsksWhereThatIsWorthItsPrice() {
        assertThat(rule(result(1L), bad(), Unreviewed.ASK)).isInstanceOf(Ruling.FellShort.class);
    }

    @Test
    void letsPeopleLookAtTheShareOfAllImagesThatTheProfileAsksFor() {
        List<Ruling> rulings = IntStream.range(0, 2_000)
                .mapToObj(i -> Rulings.onImage(
                        TestResults.withImage("r" + i, IMAGE), good(), null, List.of(), Unreviewed.ASK, NOW))
                .toList();

        List<ReviewTask> audits = rulings.stream()
                .filter(Ruling.Audited.class::isInstance)
                .map(ruling -> ((Ruling.Audited) ruling).task())
                .toList();

        assertThat(audits.size() / 2_000.0).isCloseTo(SCENE.auditShare(), within(0.015));
        assertThat(audits).allSatisfy(task -> {
            assertThat(task.getSlot()).isEqualTo(ReviewSlot.AUDIT);
            assertThat(task.getBinding()).isFalse();
            assertThat(task.getTaskId()).startsWith("audit:");
        });
        assertThat(rulings.stream()
                        .filter(ruling -> ruling instanceof Ruling.Delivered
                                || ruling instanceof Ruling.Audited(Ruling.Delivered _, ReviewTask _)))
                .hasSize(2_000);
    }

    private static Ruling rule(GenerationResult result, Judgement judgement, Unreviewed unreviewed) {
        return Rulings.onImage(result, judgement, null, List.of(), unreviewed, NOW);
    }

    private static QualityVerdict verdict(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Delivered(var verdict, var _) -> verdict;
            case Ruling.FellShort(var verdict, var _) -> verdict;
            case Ruling.Asked(var verdict, var _) -> verdict;
            case Ruling.Audited(var audited, var _) -> verdict(audited);
            case Ruling.NotMade _, Ruling.Unsettled _ ->
                throw new AssertionError("a result with an image has a verdict");
        };
    }

    private static Judgement good() {
        return judgement(CheckStatus.PASSED, CheckStatus.PASSED);
    }

    private static Judgement doubtful() {
        return judgement(CheckStatus.PASSED, CheckStatus.FAILED);
    }

    private static Judgement bad() {
        return judgement(CheckStatus.FAILED, CheckStatus.PASSED);
    }

    private static Judgement judgement(CheckStatus hard, CheckStatus soft) {
        return new Judgement(
                SCENE,
                List.of(graded("blank", hard, true, 2), graded("style-drift", soft, false, 1)),
                0.85,
                null,
                null);
    }

    private static Graded graded(String id, CheckStatus status, boolean hard, double weight) {
        return new Graded(
                new Finding(id, "1", status, Map.of(), "as made up", List.of(), true), hard, weight, Duration.ZERO);
    }

    private static GenerationResult limited(GenerationResult result, long policyMaxCostMicros) {
        return GenerationResult.newBuilder(result)
                .setJob(GenerationJob.newBuilder(result.getJob())
                        .setPolicyMaxCostMicros(policyMaxCostMicros)
                        .build())
                .build();
    }

    private static GenerationResult result(@Nullable Long price) {
        GenerationResult result = TestResults.withImage("r1", IMAGE);
        Route next = Route.newBuilder(result.getJob().getRemaining().getFirst())
                .setEstimatedMicros(price)
                .build();
        return GenerationResult.newBuilder(result)
                .setJob(GenerationJob.newBuilder(result.getJob())
                        .setRemaining(List.of(next))
                        .build())
                .build();
    }

    private static GenerationResult left(Route... routes) {
        GenerationResult result = result(1L);
        return GenerationResult.newBuilder(result)
                .setJob(GenerationJob.newBuilder(result.getJob())
                        .setRemaining(List.of(routes))
                        .build())
                .build();
    }

    private static GenerationResult edits(GenerationResult result, int depth) {
        GenerationRequest request = GenerationRequest.newBuilder(result.getJob().getRequest())
                .setLineage(Lineage.newBuilder().setEditDepth(depth).build())
                .build();
        return with(result, request);
    }

    private static GenerationResult with(GenerationResult result, Constraints.Builder constraints) {
        GenerationRequest request = GenerationRequest.newBuilder(result.getJob().getRequest())
                .setConstraints(constraints.build())
                .build();
        return with(result, request);
    }

    private static GenerationResult with(GenerationResult result, GenerationRequest request) {
        return GenerationResult.newBuilder(result)
                .setJob(GenerationJob.newBuilder(result.getJob())
                        .setRequest(request)
                        .build())
                .build();
    }
}
