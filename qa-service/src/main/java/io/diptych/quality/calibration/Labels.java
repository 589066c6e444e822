package io.diptych.quality.calibration;

import io.diptych.events.Decision;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// People's answers as audits. Only what chance chose counts, the last answer of each task, and the latest thousand of
/// each profile and version: the review queue is chosen by score and would tell nothing.
public final class Labels {
    private static final int MOST = 1000;

    private final Map<String, Map<String, Audit>> byProfile = new TreeMap<>();

    /// Takes in an answer, in the order in which they were given. An image that a hard check or a warning kept from
    /// being accepted whatever its score counts as the lowest score.
    public void add(ReviewDecision decision) {
        Double score = decision.getScore();
        if (decision.getSlot() != ReviewSlot.AUDIT
                || decision.getKind() != ReviewKind.APPROVE_ONE
                || decision.getAutomatic()
                || !decision.getClosing()
                || score == null) {
            return;
        }
        Double acceptFrom = decision.getAcceptFrom();
        boolean heldBack = decision.getVerdict() != Decision.ACCEPT && acceptFrom != null && score >= acceptFrom;
        Map<String, Audit> audits = byProfile.computeIfAbsent(decision.getProfile(), _ -> new LinkedHashMap<>());
        audits.remove(decision.getTaskId());
        audits.put(
                decision.getTaskId(), new Audit(heldBack ? 0 : score, decision.getAnswer() == ReviewAnswer.APPROVED));
    }

    /// The audits of a profile, by its name and version, oldest first.
    public List<Audit> of(String profileId) {
        List<Audit> all =
                new ArrayList<>(byProfile.getOrDefault(profileId, Map.of()).values());
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }
}
