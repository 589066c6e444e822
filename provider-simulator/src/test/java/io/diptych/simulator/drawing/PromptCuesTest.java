package io.diptych.simulator.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptCuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a mug on a pure white background",
                "White-background product shot",
                "a mug, white studio backdrop",
                "护手霜, 白底, 高清"
            })
    void seesThatTheBackgroundIsToBeWhite(String prompt) {
        assertThat(PromptCues.of(prompt).whiteBackground()).isTrue();
    }

    @Test
    void aWhiteProductIsNoWhiteBackground() {
        assertThat(PromptCues.of("a white mug on a wooden table").whiteBackground())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"label \"Aloe Calm\"", "label “Aloe Calm”", "label 「Aloe Calm」", "the brand's label 'Aloe Calm'"
            })
    void findsQuotedTextWhateverTheQuotes(String prompt) {
        assertThat(PromptCues.of(prompt).label()).containsExactly("Aloe Calm");
    }

    @Test
    void takesTwoTextsAtMost() {
        assertThat(PromptCues.of("\"one\" and \"two\" and \"three\"").label()).containsExactly("one", "two");
    }
}
