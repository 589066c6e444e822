package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.Decision;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.EscalationSum;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Sibling;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rules on results. Pure functions: the same result, judgement and time give the same events, and
/// each of them ends
/// the
/// attempt in exactly one way.
///
/// | image | another attempt is worth it | verdict | ending |
/// |---|---|---|---|
/// | good | – | ACCEPT | delivered |
/// | good, after more edits than scores are trusted with | never: it would be as many edits away | REVIEW |
/// [Unreviewed], as below |
/// | doubtful | yes | ESCALATE | another attempt |
/// | doubtful | no | REVIEW | [Unreviewed]: a person is asked, or delivered with its doubts, or another attempt |
/// | bad | yes | ESCALATE | another attempt |
/// | bad | no | REVIEW | a person is asked; where nobody is, the router ends the job: it is told that no route is left
/// |
///
/// Where people are asked, chance chooses some of all images for them, whatever their standing.
final class Rulings {
    /// Beyond so many edits in a row scores alone are not trusted: some damage of long chains no measure sees, and
    /// some they reward.
    private static final int TRUSTED_EDITS = 5;

    private static final String EDIT_DAMAGE = "edit-damage";

    private Rulings() {}

    /// Rules on a result that has an image.
    ///
    /// @param repaired the mended image, stored; null where nothing was mended
    static Ruling onImage(
            GenerationResult result,
            Judgement judgement,
            @Nullable AssetRef repaired,
            List<Sibling> siblings,
            Unreviewed unreviewed,
            Instant now) {
        Ruling ruling = ending(result, judgement, repaired, siblings, unreviewed, now);
        return unreviewed == Unreviewed.ASK ? Questions.audited(ruling, result, judgement.profile()) : ruling;
    }

    private static Ruling ending(
            GenerationResult result,
            Judgement judgement,
            @Nullable AssetRef repaired,
            List<Sibling> siblings,
            Unreviewed unreviewed,
            Instant now) {
        QualityVerdict.Builder verdict =
                Verdicts.of(result, judgement, siblings, now).setRepaired(repaired);
        AssetRef image = repaired == null ? result.getImage() : repaired;
        AttemptSummary good = summary(result, null, List.of());
        AttemptSummary doubted = summary(result, null, judgement.reasons());
        return switch (judgement.standing()) {
            case GOOD -> {
                if (isLongChain(result)) {
                    verdict.setReasons(List.of(EDIT_DAMAGE));
                    AttemptSummary unproven = summary(result, null, List.of(EDIT_DAMAGE));
                    yield onDoubt(verdict, result, judgement, image, unproven, unreviewed, now);
                }
                yield new Ruling.Delivered(
                        verdict.setDecision(Decision.ACCEPT).build(),
                        Outcomes.delivered(result, image, good, judgement.score(), now));
            }
            case DOUBTFUL -> {
                if (isWorth(verdict, result, judgement, now)) {
                    yield again(verdict.setDecision(Decision.ESCALATE), result, doubted, now);
                }
                yield onDoubt(verdict, result, judgement, image, doubted, unreviewed, now);
            }
            case BAD -> {
                if (isWorth(verdict, result, judgement, now)) {
                    yield again(verdict.setDecision(Decision.ESCALATE), result, doubted, now);
                }
                verdict.setDecision(Decision.REVIEW);
                yield unreviewed == Unreviewed.ASK
                        ? ask(verdict, result, judgement)
                        : end(verdict, result, doubted, now);
            }
        };
    }

    private static boolean isLongChain(GenerationResult result) {
        return result.getJob().getRequest().getLineage().getEditDepth() > TRUSTED_EDITS;
    }

    private static Ruling onDoubt(
            QualityVerdict.Builder verdict,
            GenerationResult result,
            Judgement judgement,
            @Nullable AssetRef image,
            AttemptSummary attempt,
            Unreviewed unreviewed,
            Instant now) {
        verdict.setDecision(Decision.REVIEW);
        return switch (unreviewed) {
            case DELIVER ->
                new Ruling.Delivered(
                        verdict.setNote("nobody reviews: delivered with its doubts")
                                .build(),
                        Outcomes.delivered(result, image, attempt, judgement.score(), now));
            case ESCALATE ->
                again(verdict.setNote("nobody reviews: another attempt is demanded"), result, attempt, now);
            case ASK -> ask(verdict, result, judgement);
        };
    }

    private static Ruling ask(QualityVerdict.Builder verdict, GenerationResult result, Judgement judgement) {
        QualityVerdict asked = verdict.build();
        return new Ruling.Asked(asked, Questions.binding(result, asked, judgement.profile()));
    }

    /// Whether another attempt is worth its price; the verdict shows the sum.
    private static boolean isWorth(
            QualityVerdict.Builder verdict, GenerationResult result, Judgement judgement, Instant now) {
        EscalationSum sum = Worth.of(result, judgement, now);
        verdict.setSum(sum);
        return sum.getWorth();
    }

    private static Ruling again(
            QualityVerdict.Builder verdict, GenerationResult result, AttemptSummary attempt, Instant now) {
        return new Ruling.FellShort(
                verdict.build(), escalation(result, result.getJob(), EscalationCause.QUALITY, attempt, now));
    }

    /// The router ends jobs. Told that no route is left, it buys nothing.
    private static Ruling end(
            QualityVerdict.Builder verdict, GenerationResult result, AttemptSummary attempt, Instant now) {
        GenerationJob job = GenerationJob.newBuilder(result.getJob())
                .setRemaining(List.of())
                .build();
        return new Ruling.FellShort(
                verdict.setNote("nobody reviews: the job ends without an image").build(),
                escalation(result, job, EscalationCause.QUALITY, attempt, now));
    }

    /// Rules on a result that has none.
    static Ruling withoutImage(GenerationResult result, Unreviewed unreviewed, Instant now) {
        if (unreviewed == Unreviewed.ASK && BuyAgain.isAsked(result, now)) {
            return new Ruling.Unsettled(BuyAgain.question(result, now));
        }
        EscalationCause cause = result.getBilling() == Billing.UNKNOWN
                ? EscalationCause.UNKNOWN_ATTEMPT
                : EscalationCause.PROVIDER_FAILURE;
        return new Ruling.NotMade(
                escalation(result, result.getJob(), cause, summary(result, failure(result), List.of()), now));
    }

    /// Why a result has no image.
    static Failure failure(GenerationResult result) {
        return Objects.requireNonNullElseGet(result.getFailure(), Rulings::unexplained);
    }

    private static Failure unexplained() {
        return Failure.newBuilder()
                .setCode(FailureCode.INTERNAL)
                .setBlame(Blame.OURS)
                .setMessage("result has neither image nor failure, must have one of them")
                .build();
    }

    /// An attempt as the trail of its job shows it.
    ///
    /// @param reasons what speaks against its image
    static AttemptSummary summary(GenerationResult result, @Nullable Failure failure, List<String> reasons) {
        return AttemptSummary.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setAttemptNo(result.getJob().getAttemptNo())
                .setRoute(result.getJob().getRoute())
                .setBilling(result.getBilling())
                .setFailure(failure)
                .setReasons(reasons)
                .setEndedAt(result.getOccurredAt())
                .build();
    }

    static Escalation escalation(
            GenerationResult result, GenerationJob job, EscalationCause cause, AttemptSummary attempt, Instant now) {
        return Escalation.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setTenant(result.getTenant())
                .setCause(cause)
                .setJob(job)
                .setAttempt(attempt)
                .setOccurredAt(now)
                .build();
    }
}
