package io.diptych.simulator.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiPixelsTest {

    private final GeminiModels models = new GeminiModels();

    @ParameterizedTest
    @CsvSource({
        "gemini-3.1-flash-image,1:1,1K,1024x1024",
        "gemini-3.1-flash-image,4:5,2K,1856x2304",
        "gemini-3.1-flash-image,16:9,4K,5504x3072",
        "gemini-3.1-flash-image,2:3,512,424x632",
        "gemini-3.1-flash-image,1:8,1K,384x3072",
        "gemini-3-pro-image,21:9,2K,3168x1344",
        "gemini-2.5-flash-image,16:9,1K,1344x768",
        "gemini-2.5-flash-image,4:5,1K,896x1152"
    })
    void knowsTheExactSize(String model, String ratio, String resolution, String size) {
        GeminiPixels pixels =
                GeminiPixels.at1K(model(model), ratio).orElseThrow().at(resolution);

        assertThat(pixels).hasToString(size);
    }

    @Test
    void onlySomeModelsKnowTheWideRatios() {
        assertThat(GeminiPixels.at1K(model("gemini-3.1-flash-image"), "8:1")).isPresent();
        assertThat(GeminiPixels.at1K(model("gemini-3-pro-image"), "8:1")).isEmpty();
        assertThat(GeminiPixels.at1K(model("gemini-3.1-flash-image"), "7:5")).isEmpty();
    }

    private GeminiModel model(String id) {
        return models.find(id).orElseThrow();
    }
}
