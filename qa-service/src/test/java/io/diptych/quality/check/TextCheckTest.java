package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.intake.TestImages;
import io.diptych.quality.text.Lettering;
import io.diptych.quality.text.Page;
import io.diptych.quality.text.TextReader;
import io.diptych.quality.text.Word;
import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextCheckTest {
    /// Pages are at most 1280 pixels a side.
    private static final int SIDE = 1600;

    @Test
    void marksWhereALineReadsOtherwise() {
        Finding finding =
                examine("SUMMER SALE", new Word("SUNMER", 80, 160, 400, 80), new Word("SALE", 520, 168, 240, 80));

        assertThat(finding.status()).isEqualTo(CheckStatus.WARNED);
        assertThat(finding.boxes()).containsExactly(new Box(100, 200, 850, 110, "reads sunmersale"));
        assertThat(finding.lines()).containsExactly(new Finding.Line("SUMMER SALE", "sunmersale"));
    }

    @Test
    void marksNothingThatReadsAsAskedFor() {
        Finding finding =
                examine("SUMMER SALE", new Word("SUMMER", 80, 160, 400, 80), new Word("SALE", 520, 160, 240, 80));

        assertThat(finding.status()).isEqualTo(CheckStatus.PASSED);
        assertThat(finding.boxes()).isEmpty();
    }

    @Test
    void marksNothingWhereNothingLikeItIsRead() {
        Finding finding = examine("SUMMER SALE", new Word("BREW", 80, 160, 400, 80));

        assertThat(finding.status()).isNotEqualTo(CheckStatus.PASSED);
        assertThat(finding.boxes()).isEmpty();
    }

    private static Finding examine(String line, Word... words) {
        TextCheck check = new TextCheck(new Lettering(new Fixed(List.of(words))));
        Expectation expectation = new Expectation(SIDE, SIDE, List.of(line), 0, List.of());
        return check.examine(
                Specimen.of(Picture.of(TestImages.flat(SIDE, SIDE, Color.WHITE)), expectation), check.thresholds());
    }

    /// Reads the same on every page.
    private record Fixed(List<Word> words) implements TextReader {
        @Override
        public boolean reads(String language) {
            return true;
        }

        @Override
        public List<Word> read(Page page, String language) {
            return words;
        }

        @Override
        public void close() {}
    }
}
