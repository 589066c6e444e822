package io.diptych.quality.verdict;

import io.diptych.events.CheckFinding;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.quality.check.Finding;
import io.diptych.quality.check.Judgement;
import java.time.Instant;

/// Writes verdicts.
final class Verdicts {
    private Verdicts() {}

    static QualityVerdict of(GenerationResult result, Judgement judgement, String profile, Instant now) {
        return QualityVerdict.newBuilder()
                .setAttemptId(result.getAttemptId())
                .setJobId(result.getJobId())
                .setTenant(result.getTenant())
                .setModel(result.getJob().getRoute().getModel())
                .setStage(result.getJob().getRequest().getPurpose().getStage())
                .setDecision(judgement.decision())
                .setScore(judgement.score())
                .setFindings(
                        judgement.findings().stream().map(Verdicts::finding).toList())
                .setReasons(judgement.reasons())
                .setProfile(profile)
                .setOccurredAt(now)
                .build();
    }

    private static CheckFinding finding(Finding finding) {
        return CheckFinding.newBuilder()
                .setCheckId(finding.checkId())
                .setVersion(finding.version())
                .setStatus(finding.status())
                .setMeasured(finding.measured())
                .setDetail(finding.detail())
                .build();
    }
}
