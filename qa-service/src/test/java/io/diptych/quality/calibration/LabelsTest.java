package io.diptych.quality.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Decision;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewSlot;
import io.diptych.events.Stage;
import io.diptych.quality.check.Profile;
import io.diptych.quality.profile.Profiles;
import io.diptych.schemas.TrustedEvents;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Profile SCENE = Profiles.shipped().of(Stage.SCENE);

    private final Labels labels = new Labels();

    @BeforeAll
    static void trustTheEvents() {
        TrustedEvents.install();
    }

    @Test
    void takesWhatChanceChoseAndNothingElse() {
        labels.add(audit("a", 0.95, ReviewAnswer.APPROVED).build());
        labels.add(audit("b", 0.95, ReviewAnswer.REJECTED)
                .setSlot(ReviewSlot.NORMAL)
                .build());
        labels.add(
                audit("c", 0.95, ReviewAnswer.REJECTED).setSlot(ReviewSlot.GOLD).build());
        labels.add(audit("d", 0.95, ReviewAnswer.APPROVED).setAutomatic(true).build());
        labels.add(audit("e", 0.95, ReviewAnswer.APPROVED).setClosing(false).build());
        labels.add(audit("f", 0.95, ReviewAnswer.APPROVED).setScore(null).build());

        assertThat(labels.of(SCENE.id())).containsExactly(new Audit(0.95, true));
        assertThat(labels.of("scene/other")).isEmpty();
    }

    @Test
    void takesTheLastAnswerOfATaskAndTheLatestThousand() {
        labels.add(audit("first", 0.5, ReviewAnswer.APPROVED).build());
        IntStream.range(0, 1000)
                .forEach(i ->
                        labels.add(audit("t" + i, 0.9, ReviewAnswer.APPROVED).build()));
        labels.add(audit("t3", 0.9, ReviewAnswer.ESCALATED).build());

        assertThat(labels.of(SCENE.id())).hasSize(1000).doesNotContain(new Audit(0.5, true));
        assertThat(labels.of(SCENE.id()).getLast()).isEqualTo(new Audit(0.9, false));
    }

    @Test
    void countsAnImageThatNoScoreWouldHaveLetThroughAsTheLowest() {
        labels.add(audit("a", 0.95, ReviewAnswer.REJECTED)
                .setVerdict(Decision.REVIEW)
                .build());
        labels.add(audit("b", 0.70, ReviewAnswer.REJECTED)
                .setVerdict(Decision.REVIEW)
                .build());

        assertThat(labels.of(SCENE.id())).containsExactly(new Audit(0, false), new Audit(0.70, false));
    }

    @Test
    void putsACalibratedThresholdInForceAndSaysWhy() {
        IntStream.range(0, 600)
                .forEach(i -> labels.add(audit(
                                "t" + i,
                                i % 10 == 0 ? 0.55 : 0.8,
                                i % 10 == 0 ? ReviewAnswer.REJECTED : ReviewAnswer.APPROVED)
                        .setVerdict(Decision.REVIEW)
                        .build()));
        Gates gates = new Gates();

        AcceptGate gate = Calibrator.calibrate(labels.of(SCENE.id()), Promise.of(SCENE.mostBadAccepts()));
        gates.set("scene", Thresholding.gate(Thresholding.event(SCENE, gate, NOW)));

        assertThat(gates.inForce(SCENE).acceptFrom()).isBetween(0.55, 0.56);
        assertThat(gates.inForce(SCENE).gate())
                .startsWith("calibrated: of 600 random audits 0 accepted and bad, at most 0.38 %")
                .endsWith("(promised 5.00 %)");
        assertThat(gates.inForce(SCENE).id()).isEqualTo(SCENE.id());
    }

    @Test
    void keepsTheStrictThresholdWithoutEnoughLabelsOrForAnotherVersion() {
        Gates gates = new Gates();
        AcceptGate few = Calibrator.calibrate(List.of(new Audit(0.9, true)), Promise.of(0.05));
        gates.set("scene", Thresholding.gate(Thresholding.event(SCENE, few, NOW)));
        Profile strict = gates.inForce(SCENE);
        gates.set(
                "scene", new Gates.Published("1", new AcceptGate.Calibrated(0.6, Promise.of(0.05), 900, 9, 0.9, 0.02)));
        Profile old = gates.inForce(SCENE);

        assertThat(strict.acceptFrom()).isEqualTo(SCENE.acceptFrom());
        assertThat(strict.gate())
                .isEqualTo("strict: fixed by the profile (1 random audits, a promise needs at least 500)");
        assertThat(old.acceptFrom()).isEqualTo(SCENE.acceptFrom());
        assertThat(old.gate()).isEqualTo("strict: fixed by the profile (the labels are of version 1)");
        assertThat(gates.inForce(Profiles.shipped().of(Stage.POSTER)).gate()).isEqualTo(Profile.STRICT);
    }

    private static ReviewDecision.Builder audit(String task, double score, ReviewAnswer answer) {
        return ReviewDecision.newBuilder()
                .setTaskId(task)
                .setTenant("acme")
                .setReviewer("r1")
                .setAnswer(answer)
                .setSlot(ReviewSlot.AUDIT)
                .setProfile(SCENE.id())
                .setVerdict(Decision.ACCEPT)
                .setScore(score)
                .setAcceptFrom(SCENE.acceptFrom())
                .setOccurredAt(NOW);
    }
}
