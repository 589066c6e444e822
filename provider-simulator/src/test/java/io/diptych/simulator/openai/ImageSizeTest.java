package io.diptych.simulator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"1024x1024", "1536x864", "3840x2160", "2160x3840", "1024x640", "1440x480", "480x1440"})
    void acceptsWhatIsWithinTheLimits(String size) {
        assertThat(ImageSize.parse(size).orElseThrow().objection()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1000x1024,divisible by 16",
        "1024x1000,divisible by 16",
        "3856x2048,longest edge",
        "2048x640,aspect ratio",
        "640x2048,aspect ratio",
        "512x512,number of pixels",
        "3840x3840,number of pixels"
    })
    void objectsToWhatIsNot(String size, String why) {
        assertThat(ImageSize.parse(size).orElseThrow().objection().orElseThrow())
                .contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "big", "1024", "1024x", "0x1024", "1024X1024", "-16x1024", "1024x1024x3"})
    void doesNotReadWhatIsNoSize(String size) {
        assertThat(ImageSize.parse(size)).isEmpty();
    }
}
