package io.diptych.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

    private final Catalog catalog = Catalog.load();

    @ParameterizedTest
    @CsvSource({
        "gemini-3.1-flash-image, 4:5, 2K, 1856x2304",
        "gemini-3.1-flash-image, 1:1, 1K, 1024x1024",
        "gemini-3.1-flash-image, 9:16, 4K, 3072x5504",
        "gemini-3-pro-image, 21:9, 2K, 3168x1344",
        "gemini-2.5-flash-image, 4:5, 1K, 896x1152",
        "gpt-image-2, 1:1, 1K, 1024x1024",
        "gpt-image-2, 16:9, 2K, 2560x1440",
        "gpt-image-2, 16:9, 4K, 3840x2160",
        "gpt-image-2, 1:1, 4K, 2880x2880",
        "gpt-image-2, 2:3, 1K, 832x1248",
        "gpt-image-1.5, 2:3, 1K, 1024x1536",
        "seedream-4.0, 1:1, 4K, 4096x4096",
        "veo-3.1-generate-001, 16:9, 720p, 1280x720"
    })
    void knowsThePixelsOfARatioAtATier(String model, String ratio, String tier, String pixels) {
        Sizes sizes = sizesOf(model);

        assertThat(sizes.pixelsFor(AspectRatio.parse(ratio), tier)).contains(PixelSize.parse(pixels));
        assertThat(sizes.supports(PixelSize.parse(pixels))).isTrue();
        assertThat(sizes.supports(AspectRatio.parse(ratio), tier)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2, 4:1, 1K", // wider than 3:1
        "gpt-image-2, 1:1, 512", // fewer pixels than it makes
        "gpt-image-1.5, 16:9, 1K", // not in its list
        "gpt-image-1.5, 1:1, 2K", // larger than its list
        "gemini-3.1-flash-lite-image, 1:1, 2K", // no such tier
        "gemini-3-pro-image, 8:1, 1K", // no such ratio
        "z-image-turbo, 1:1, 4K", // more pixels than it makes
        "gpt-image-2, 1:1, 720p" // no tier of still images
    })
    void knowsWhatAModelCannotMake(String model, String ratio, String tier) {
        assertThat(sizesOf(model).supports(AspectRatio.parse(ratio), tier)).isFalse();
        assertThat(sizesOf(model).pixelsFor(AspectRatio.parse(ratio), tier)).isEmpty();
    }

    @Test
    void supportsARatioWhosePixelsNobodyPublished() {
        Sizes nanoBanana = sizesOf("gemini-3.1-flash-image");

        assertThat(nanoBanana.supports(AspectRatio.parse("8:1"), "512")).isTrue();
        assertThat(nanoBanana.pixelsFor(AspectRatio.parse("8:1"), "512")).isEmpty();
    }

    @Test
    void takesHalfAThousandAndLowerCaseAsSpellings() {
        Sizes nanoBanana = sizesOf("gemini-3.1-flash-image");

        assertThat(nanoBanana.supports(AspectRatio.parse("1:1"), "0.5K")).isTrue();
        assertThat(nanoBanana.supports(AspectRatio.parse("1:1"), "2k")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1024x1024, true",
        "1040x1024, true",
        "1030x1024, false", // not a multiple of 16
        "512x512, false", // too few pixels
        "3856x2144, false", // edge too long
        "3840x2176, false", // too many pixels
        "2048x640, false" // wider than 3:1
    })
    void freeSizesHaveBounds(String size, boolean supported) {
        assertThat(sizesOf("gpt-image-2").supports(PixelSize.parse(size))).isEqualTo(supported);
    }

    @Test
    void spellingsOfOneRatioAreEqualAndKeepTheirText() {
        AspectRatio wide = AspectRatio.parse("21:9");

        assertThat(wide).isEqualTo(AspectRatio.parse("7:3")).hasSameHashCodeAs(AspectRatio.parse("7:3"));
        assertThat(wide).hasToString("21:9");
        assertThat(AspectRatio.of(PixelSize.parse("1024x1536"))).hasToString("2:3");
        assertThat(wide.deviationOf(PixelSize.parse("1584x672"))).isBetween(0.01, 0.011);
    }

    @Test
    void refusesRatiosAndSizesWrittenOtherwise() {
        assertThatThrownBy(() -> AspectRatio.parse("4/5"))
                .hasMessage("aspect ratio is \"4/5\", expected WIDTH:HEIGHT such as 4:5");
        assertThatThrownBy(() -> AspectRatio.parse("0:5"))
                .hasMessage("aspect ratio is 0:5, expected two whole numbers of at least 1");
        assertThatThrownBy(() -> PixelSize.parse("1024"))
                .hasMessage("size is \"1024\", expected WIDTHxHEIGHT such as 1024x1536");
    }

    private Sizes sizesOf(String model) {
        return catalog.model(model).orElseThrow().capabilities().sizes();
    }

    @ParameterizedTest
    @CsvSource({"4:5, 4, 5", "16:9, 16, 9", "99999:1, 99999, 1", "04:05, 4, 5"})
    void readsARatio(String written, int width, int height) {
        assertThat(AspectRatio.parse(written)).isEqualTo(new AspectRatio(width, height));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "4", "4:", ":5", "4:5:6", "4x5", "-4:5", "4 :5", "100000:1", "4:٥"})
    void refusesWhatIsNoRatio(String written) {
        assertThatThrownBy(() -> AspectRatio.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("aspect ratio is \"" + written + "\", expected WIDTH:HEIGHT such as 4:5");
    }
}
