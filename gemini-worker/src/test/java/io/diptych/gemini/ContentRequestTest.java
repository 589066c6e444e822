package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.GenerateContentConfig;
import io.diptych.events.Mode;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.RenderCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is said of chance and of thinking, in a call of its own and in a batch alike.
class ContentRequestTest {
    @Test
    void sendsTheSeedThatIsAskedFor() {
        assertThat(config(call(7), null).seed()).contains(7);
        assertThat(config(call(null), null).seed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(GeminiProperties.Thinking.class)
    void sendsTheThinkingLevelThatIsSet(GeminiProperties.Thinking level) {
        assertThat(config(call(null), level)
                        .thinkingConfig()
                        .orElseThrow()
                        .thinkingLevel()
                        .orElseThrow()
                        .toString())
                .isEqualTo(level.name());
        assertThat(config(call(null), null).thinkingConfig()).isEmpty();
    }

    private static GenerateContentConfig config(RenderCall call, GeminiProperties.@Nullable Thinking thinking) {
        return ContentRequest.config(call, false, thinking).build();
    }

    private static RenderCall call(@Nullable Integer seed) {
        return new RenderCall(
                "r#0.1",
                "gemini-3.1-flash-image",
                Mode.GENERATE,
                "A red kettle",
                "1K",
                "1:1",
                1024,
                1024,
                "image/png",
                false,
                null,
                seed,
                null,
                List.of(),
                null,
                PreviewSink.NONE);
    }
}
