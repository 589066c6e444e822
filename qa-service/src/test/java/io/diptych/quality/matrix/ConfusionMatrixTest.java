package io.diptych.quality.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
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
