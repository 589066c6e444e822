package io.diptych.quality.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.ReviewAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void takesOneAnswerWhereOneIsAskedFor() {
        Submission only = by("Anna", ReviewAnswer.APPROVED);

        assertThat(Consensus.of(1, List.of(only)).answer()).contains(only);
    }

    @Test
    void waitsForAsManyAsAreAskedFor() {
        Consensus consensus = Consensus.of(2, List.of(by("Anna", ReviewAnswer.APPROVED)));

        assertThat(consensus.answer()).isEmpty();
        assertThat(consensus.needed()).isEqualTo(2);
    }

    @Test
    void asksOneMoreWhereTwoDisagree() {
        Consensus consensus =
                Consensus.of(2, List.of(by("Anna", ReviewAnswer.APPROVED), by("Ben", ReviewAnswer.REJECTED)));

        assertThat(consensus.answer()).isEmpty();
        assertThat(consensus.needed()).isEqualTo(3);
    }

    @Test
    void followsTheMajority() {
        Submission minority = by("Anna", ReviewAnswer.APPROVED);
        List<Submission> given = List.of(minority, by("Ben", ReviewAnswer.REJECTED), by("Carl", ReviewAnswer.REJECTED));

        assertThat(Consensus.of(2, given).answer())
                .hasValueSatisfying(answer -> assertThat(answer.answer()).isEqualTo(ReviewAnswer.REJECTED));
    }

    @Test
    void letsTheLeadSettleADisagreement() {
        Submission lead = submission("Lea", true, ReviewAnswer.REJECTED, List.of());

        assertThat(Consensus.of(2, List.of(by("Anna", ReviewAnswer.APPROVED), lead))
                        .answer())
                .contains(lead);
    }

    @Test
    void seesADisagreementInDifferentChoices() {
        Consensus consensus = Consensus.of(
                2,
                List.of(
                        submission("Anna", false, ReviewAnswer.APPROVED, List.of("a", "b")),
                        submission("Ben", false, ReviewAnswer.APPROVED, List.of("a", "c"))));

        assertThat(consensus.answer()).isEmpty();
    }

    @Test
    void doesNotMindTheOrderOfAChoice() {
        Consensus consensus = Consensus.of(
                2,
                List.of(
                        submission("Anna", false, ReviewAnswer.APPROVED, List.of("b", "a")),
                        submission("Ben", false, ReviewAnswer.APPROVED, List.of("a", "b"))));

        assertThat(consensus.answer()).isPresent();
    }

    private static Submission by(String reviewer, ReviewAnswer answer) {
        return submission(reviewer, false, answer, List.of());
    }

    private static Submission submission(String reviewer, boolean lead, ReviewAnswer answer, List<String> chosen) {
        return new Submission(
                reviewer + "-1",
                "t1",
                reviewer,
                lead,
                answer,
                chosen,
                List.of(),
                "",
                Submission.State.SETTLED,
                NOW,
                NOW,
                Duration.ofSeconds(5));
    }
}
