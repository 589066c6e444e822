package io.diptych.quality.matrix;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A small part of `bin/diptych quality matrix`, on a seed of its own: nearly every defect of every purpose once. It
/// takes as long as tests with servers do.
class ExaminationIT {
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
}
