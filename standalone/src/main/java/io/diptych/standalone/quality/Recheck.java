package io.diptych.standalone.quality;

import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.calibration.Thresholding;
import io.diptych.quality.verdict.ResultJudge;
import io.diptych.schemas.Topics;
import io.diptych.standalone.replay.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives old verdicts again, from the stored events and images, under the profiles that hold now and the least scores
/// that were in force then, or those of today.
public final class Recheck {
    private final Topics topics;
    private final ResultJudge judge;
    private final Gates gates;
    private final boolean today;

    /// @param judge judges under `gates`
    /// @param gates is filled with the least scores that are published
    /// @param today whether those hold, and not the ones of then
    public Recheck(Topics topics, ResultJudge judge, Gates gates, boolean today) {
        this.topics = topics;
        this.judge = judge;
        this.gates = gates;
        this.today = today;
    }

    /// A verdict then and now.
    public record Line(
            String attemptId,
            String profileThen,
            String profileNow,
            String decisionThen,
            String decisionNow,
            double scoreThen,
            double scoreNow,
            double acceptFromThen,
            double acceptFromNow,
            List<String> reasonsThen,
            List<String> reasonsNow) {
        /// Whether anything that matters is another.
        public boolean isChanged() {
            return !decisionThen.equals(decisionNow) || scoreThen != scoreNow || !reasonsThen.equals(reasonsNow);
        }
    }

    /// Rechecks the latest verdicts.
    ///
    /// @param most how many at most
    public List<Line> run(Recording recording, Instant from, int most) throws InterruptedException {
        long _ = recording.read(
                topics.acceptThresholds(),
                Instant.EPOCH,
                event -> gates.set(event.value().getProfile(), Thresholding.gate(event.value())));
        Map<String, GenerationResult> results = new HashMap<>();
        long _ = recording.read(
                topics.results(), from, result -> results.put(result.value().getAttemptId(), result.value()));
        List<QualityVerdict> verdicts = new ArrayList<>();
        long _ = recording.read(topics.verdicts(), from, verdict -> verdicts.add(verdict.value()));
        List<Line> lines = new ArrayList<>();
        for (QualityVerdict old : verdicts.subList(Math.max(0, verdicts.size() - most), verdicts.size())) {
            GenerationResult result = results.get(old.getAttemptId());
            if (result != null) {
                lines.add(line(old, today ? judge.underTodaysGate(result, old) : judge.again(result, old)));
            }
        }
        return lines;
    }

    private static Line line(QualityVerdict then, QualityVerdict now) {
        return new Line(
                then.getAttemptId(),
                then.getProfile(),
                now.getProfile(),
                then.getDecision().name(),
                now.getDecision().name(),
                then.getScore(),
                now.getScore(),
                then.getAcceptFrom(),
                now.getAcceptFrom(),
                then.getReasons(),
                now.getReasons());
    }
}
