package io.diptych.quality.verdict;

import io.diptych.events.CheckFinding;
import io.diptych.events.EvidenceBox;
import io.diptych.events.GenerationResult;
import io.diptych.events.KnownSibling;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReadLine;
import io.diptych.quality.check.Box;
import io.diptych.quality.check.Finding;
import io.diptych.quality.check.Graded;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Sibling;
import io.diptych.quality.measure.Fingerprint;
import java.time.Instant;
import java.util.List;

/// Writes verdicts, and reads from one what it was given under.
final class Verdicts {
    private Verdicts() {}

    /// All of a verdict but the decision and what follows from it.
    static QualityVerdict.Builder of(
            GenerationResult result, Judgement judgement, List<Sibling> siblings, Instant now) {
        return QualityVerdict.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setTenant(result.getTenant())
                .setModel(result.getJob().getRoute().getModel())
                .setStage(result.getJob().getRequest().getPurpose().getStage())
                .setScore(judgement.score())
                .setConfidence(judgement.confidence())
                .setAcceptFrom(judgement.acceptFrom())
                .setFindings(judgement.graded().stream().map(Verdicts::finding).toList())
                .setReasons(judgement.reasons())
                .setProfile(judgement.profile().id())
                .setSiblings(siblings.stream().map(Verdicts::sibling).toList())
                .setOccurredAt(now);
    }

    /// The siblings that a verdict was given in the knowledge of.
    static List<Sibling> siblings(QualityVerdict verdict) {
        return verdict.getSiblings().stream()
                .map(one -> new Sibling(one.getJobId(), Fingerprint.parse(one.getFingerprint())))
                .toList();
    }

    private static CheckFinding finding(Graded graded) {
        return CheckFinding.newBuilder()
                .setCheckId(graded.finding().checkId())
                .setVersion(graded.finding().version())
                .setStatus(graded.finding().status())
                .setMeasured(graded.finding().measured())
                .setDetail(graded.finding().detail())
                .setBoxes(graded.finding().boxes().stream().map(Verdicts::box).toList())
                .setHard(graded.hard())
                .setWeight(graded.weight())
                .setLines(graded.finding().lines().stream().map(Verdicts::line).toList())
                .build();
    }

    private static ReadLine line(Finding.Line line) {
        return ReadLine.newBuilder()
                .setExpected(line.expected())
                .setRead(line.read())
                .build();
    }

    private static EvidenceBox box(Box box) {
        return EvidenceBox.newBuilder()
                .setX(box.x())
                .setY(box.y())
                .setWidth(box.width())
                .setHeight(box.height())
                .setLabel(box.label())
                .build();
    }

    private static KnownSibling sibling(Sibling sibling) {
        return KnownSibling.newBuilder()
                .setJobId(sibling.jobId())
                .setFingerprint(sibling.fingerprint().toString())
                .build();
    }
}
