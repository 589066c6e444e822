package io.diptych.quality.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diptych.quality.check.TestScenes;
import io.diptych.quality.intake.Picture;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Needs Tesseract's native library, which comes for x86-64 Linux only; elsewhere text is not read,
/// and not tested.
class LetteringTest {
    private static final TesseractReader READER = new TesseractReader(Optional.empty(), 1);
    private static final List<String> LINES = List.of("SUMMER SALE", "Open daily");

    private final Lettering lettering = new Lettering(READER);

    @BeforeAll
    static void needsTheReader() {
        assumeThat(READER.reads("eng")).isTrue();
    }

    @AfterAll
    static void closeTheReader() {
        READER.close();
    }

    @Test
    void readsWhiteLinesOnAScene() throws InterruptedException {
        Picture picture = Picture.of(
                TestScenes.lettered(TestScenes.scene(3, 768), Color.WHITE, 44, LINES.toArray(String[]::new)));

        assertThat(lettering.find(LINES, picture))
                .extracting(TextMatch::distance)
                .containsOnly(0);
    }

    @Test
    void seesOneWrongLetter() throws InterruptedException {
        Picture picture = Picture.of(TestScenes.lettered(TestScenes.scene(3, 768), Color.WHITE, 44, "SUNMER SALE"));

        TextMatch match = lettering.find(List.of("SUMMER SALE"), picture).getFirst();

        assertThat(match.distance()).isBetween(1, 2);
        assertThat(match.read()).contains("sale");
    }

    @Test
    void findsNothingWhereNothingIsWritten() throws InterruptedException {
        TextMatch match = lettering
                .find(List.of("SUMMER SALE"), Picture.of(TestScenes.scene(4, 512)))
                .getFirst();

        assertThat(match.errorRate()).isGreaterThan(0.4);
    }

    @Test
    void readsNoLanguageWithoutItsData() {
        assertThat(READER.reads("xyz")).isFalse();
        assertThat(Lettering.languageOf("夏季大促销")).isEqualTo("chi_sim");
        assertThat(Lettering.languageOf("Summer")).isEqualTo("eng");
    }

    @Test
    void comparesLettersAndDigitsOnly() {
        assertThat(match("Café — 50 %", "xx", "cafe\u0301", "50%", "yy").distance())
                .isZero();
        assertThat(match("SALE", "a", "s", "o", "l", "e", "b"))
                .isEqualTo(new TextMatch("SALE", 1, 4, "sole", List.of(word(1), word(2), word(3), word(4))));
        assertThat(match("SALE").distance()).isEqualTo(4);
    }

    private static TextMatch match(String line, String... words) {
        return TextMatch.of(
                line,
                Reading.of(IntStream.range(0, words.length)
                        .mapToObj(i -> new Word(words[i], 10 * i, 0, 9, 9))
                        .toList()));
    }

    private static Word word(int index) {
        return new Word("asoleb".substring(index, index + 1), 10 * index, 0, 9, 9);
    }

    @Test
    void saysWhereItReadALine() throws InterruptedException {
        Picture picture = Picture.of(
                TestScenes.lettered(TestScenes.product(3, 1600, 255), Color.BLACK, 80, LINES.toArray(String[]::new)));

        List<TextMatch> matches = lettering.find(LINES, picture);

        assertThat(matches).allSatisfy(match -> {
            assertThat(match.distance()).isZero();
            assertThat(match.words()).hasSize(2).allSatisfy(word -> {
                assertThat(word.height()).isBetween(40, 120);
                assertThat(darkest(picture, word)).isLessThan(64);
            });
        });
        assertThat(matches.getFirst().words().getFirst().y())
                .isLessThan(matches.getLast().words().getFirst().y());
    }

    private static int darkest(Picture picture, Word word) {
        int darkest = 255;
        for (int y = word.y(); y < word.y() + word.height(); y++) {
            for (int x = word.x(); x < word.x() + word.width(); x++) {
                darkest = Math.min(darkest, picture.luma(x, y));
            }
        }
        return darkest;
    }
}
