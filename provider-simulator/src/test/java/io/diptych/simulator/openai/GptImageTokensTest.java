package io.diptych.simulator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.simulator.workshop.ModelFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GptImageTokensTest {

    private final List<OpenAiModel> models = ModelFile.read("openai-models.json", OpenAiModel.class);

    @ParameterizedTest
    @CsvSource({
        "1024,1024,196,1756,7024",
        "1536,1024,158,1372,5488",
        "1024,1536,158,1372,5488",
        "1536,864,120,1078,4312",
        "2048,2048,397,3568,14272",
        "2560,1440,205,1843,7370",
        "3840,2160,371,3336,13342"
    })
    void countsGptImage2AsOpenAiDoes(int width, int height, int low, int medium, int high) {
        OpenAiModel model = model("gpt-image-2");
        ImageSize size = new ImageSize(width, height);

        assertThat(model.outputTokens("low", size)).isEqualTo(low);
        assertThat(model.outputTokens("medium", size)).isEqualTo(medium);
        assertThat(model.outputTokens("high", size)).isEqualTo(high);
    }

    @ParameterizedTest
    @CsvSource({"1024,1024,272,1056,4160", "1024,1536,408,1584,6240", "1536,1024,400,1568,6208"})
    void countsTheFirstGenerationByTable(int width, int height, int low, int medium, int high) {
        OpenAiModel model = model("gpt-image-1.5");
        ImageSize size = new ImageSize(width, height);

        assertThat(model.outputTokens("low", size)).isEqualTo(low);
        assertThat(model.outputTokens("medium", size)).isEqualTo(medium);
        assertThat(model.outputTokens("high", size)).isEqualTo(high);
    }

    private OpenAiModel model(String id) {
        return models.stream().filter(model -> model.isCalled(id)).findFirst().orElseThrow();
    }
}
