package io.diptych.quality.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TesseractReader;
import io.diptych.simulator.drawing.Studio;
import io.diptych.simulator.exhibit.Exhibition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A small part of `bin/diptych quality matrix`, on a seed of its own: nearly every defect of every purpose once.
class ConfusionTest {
    private static final int SAMPLES = 45;
    private static final long SEED = 77;

    @Test
    void rejectsWhatIsBadAndAcceptsWhatIsFlawless() throws InterruptedException {
        ImageIntake intake = new ImageIntake(IntakeLimits.DEFAULT);
        try (Studio studio = new Studio(2);
                TesseractReader reader = new TesseractReader(Optional.empty(), 2)) {
            assumeThat(reader.reads("eng")).isTrue();
            Exhibition exhibition = new Exhibition(studio, SEED);
            Inspection inspection = new Inspection(intake, new Checks(reader));
            List<String> wrong = new ArrayList<>();

            ConfusionMatrix matrix = new Examination(inspection, intake, Profiles.shipped())
                    .run(number -> Exhibits.draw(exhibition, number), SAMPLES, 2, (number, examined) -> {
                        if (examined.sample().bad() == (examined.answer() == Answer.ACCEPTED)) {
                            wrong.add(number + " " + examined.sample().profile() + " "
                                    + examined.sample().defect() + " " + examined.answer());
                        }
                    });

            assertThat(matrix.rows()).hasSizeGreaterThan(25);
            assertThat(matrix.falseAccepts().all()).isGreaterThan(20);
            assertThat(matrix.falseAccepts().value()).as("%s", wrong).isLessThanOrEqualTo(0.05);
            assertThat(matrix.falseRejects().value()).as("%s", wrong).isLessThanOrEqualTo(0.08);
        }
    }

    @Test
    void countsWhatIsDeliveredWrongly() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        matrix.add("scene", "typo", true, Answer.ACCEPTED);
        matrix.add("scene", "typo", true, Answer.DOUBTED);
        matrix.add("scene", "off_white", true, Answer.MENDED);
        matrix.add("scene", "off_white", true, Answer.MENDED_WRONG);
        matrix.add("scene", "none", false, Answer.ACCEPTED);
        matrix.add("scene", "none", false, Answer.MENDED);
        matrix.add("scene", "none", false, Answer.DOUBTED);
        matrix.add("poster", "none", false, Answer.MENDED_WRONG);

        assertThat(matrix.falseAccepts()).isEqualTo(new ConfusionMatrix.Share(2, 4));
        assertThat(matrix.falseRejects("scene")).isEqualTo(new ConfusionMatrix.Share(1, 3));
        assertThat(matrix.falseRejects()).isEqualTo(new ConfusionMatrix.Share(2, 4));
        assertThat(matrix.rows())
                .extracting(ConfusionMatrix.Row::profile, ConfusionMatrix.Row::defect, ConfusionMatrix.Row::wrong)
                .containsExactly(
                        tuple("poster", "none", 1),
                        tuple("scene", "none", 1),
                        tuple("scene", "off_white", 1),
                        tuple("scene", "typo", 1));
        assertThat(matrix.rows().getFirst().counts()).isEqualTo(Map.of(Answer.MENDED_WRONG, 1));
    }
}
