package io.diptych.standalone.quality;

import io.diptych.events.AcceptThreshold;
import io.diptych.quality.calibration.AcceptGate;
import io.diptych.quality.calibration.Audit;
import io.diptych.quality.calibration.Calibrator;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.calibration.Labels;
import io.diptych.quality.calibration.Promise;
import io.diptych.quality.calibration.Thresholding;
import io.diptych.quality.check.Profile;
import io.diptych.quality.profile.Profiles;
import io.diptych.schemas.Topics;
import io.diptych.standalone.replay.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Recomputes the accept thresholds from people's answers to random audits.
public final class Calibration {
    private final Topics topics;
    private final Profiles profiles;

    public Calibration(Topics topics, Profiles profiles) {
        this.topics = topics;
        this.profiles = profiles;
    }

    /// What the labels say of one profile.
    ///
    /// @param badAudits audits whose image people would not deliver
    /// @param before    least score that holds now
    /// @param gate      for a person: where that comes from
    /// @param after     least score that the labels justify
    public record Line(
            String profile,
            String version,
            int audits,
            int badAudits,
            double before,
            String gate,
            double after,
            AcceptThreshold event) {
        /// Whether another least score would hold.
        public boolean isChanged() {
            return before != after;
        }
    }

    /// Recomputes all of them.
    ///
    /// @param from audits that were answered before are left out
    public List<Line> compute(Recording recording, Instant from, Instant now) {
        Labels labels = new Labels();
        long _ = recording.read(topics.reviewDecisions(), from, decision -> labels.add(decision.value()));
        Gates gates = new Gates();
        long _ = recording.read(
                topics.acceptThresholds(),
                Instant.EPOCH,
                event -> gates.set(event.value().getProfile(), Thresholding.gate(event.value())));
        List<Line> lines = new ArrayList<>();
        for (String name : profiles.names()) {
            profiles.named(name).ifPresent(profile -> lines.add(line(profile, labels, gates, now)));
        }
        return lines;
    }

    private static Line line(Profile profile, Labels labels, Gates gates, Instant now) {
        List<Audit> audits = labels.of(profile.id());
        AcceptGate gate = Calibrator.calibrate(audits, Promise.of(profile.mostBadAccepts()));
        AcceptThreshold event = Thresholding.event(profile, gate, now);
        Gates next = new Gates();
        next.set(profile.name(), Thresholding.gate(event));
        Profile inForce = gates.inForce(profile);
        return new Line(
                profile.name(),
                profile.version(),
                audits.size(),
                (int) audits.stream().filter(audit -> !audit.good()).count(),
                inForce.acceptFrom(),
                inForce.gate(),
                next.inForce(profile).acceptFrom(),
                event);
    }
}
