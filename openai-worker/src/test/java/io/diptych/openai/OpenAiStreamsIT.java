package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Mode;
import io.diptych.worker.contract.ImageProviderContract;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.RenderCall;
import java.awt.Color;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The contract of adapters, kept by OpenAI's streams.
class OpenAiStreamsIT extends ImageProviderContract {
    @Override
    protected ImageProvider provider(URI simulator, String apiKey, List<AutoCloseable> opened) {
        OpenAiProperties properties = Settings.of(simulator.resolve("/v1"), apiKey);
        OpenAiConnection connection = new OpenAiConnection(properties);
        opened.add(connection);
        return new OpenAiImages(connection, properties, InstantSource.system());
    }

    @Override
    protected RenderCall call(String attemptId) {
        return Inputs.call(attemptId, Mode.GENERATE, shown::add);
    }

    @Override
    protected RenderCall invalidCall(String attemptId) {
        return new RenderCall(
                attemptId,
                "gpt-image-2",
                Mode.GENERATE,
                "A kettle",
                "low",
                "1:1",
                1000,
                1001,
                "image/png",
                false,
                null,
                null,
                null,
                List.of(),
                null,
                shown::add);
    }

    @Test
    void showsUnfinishedImagesOfAGeneration() {
        shows(Inputs.call("s1#0.1", Mode.GENERATE, shown::add));
    }

    @Test
    void showsUnfinishedImagesOfAnEdit() {
        shows(Inputs.call("s2#0.1", Mode.EDIT, shown::add, Inputs.png(Color.RED)));
    }

    private void shows(RenderCall call) {
        shown.frames.clear();
        List<AutoCloseable> opened = new ArrayList<>();

        ProviderOutcome outcome =
                provider(simulator().baseUrl(), "simulated", opened).render(call);

        assertThat(outcome).isInstanceOf(ProviderOutcome.Rendered.class);
        assertThat(shown.frames).containsExactly("0 image/png", "1 image/png");
        assertThat(simulator().invoice().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.purchase().usage().imageOut())
                        .isEqualTo(Objects.requireNonNull(outcome.usage()).imageOut())
                        .isGreaterThan(200));
        assertThat(opened).hasSize(1).allSatisfy(AutoCloseable::close);
    }

    private final Shown shown = new Shown();

    private static final class Shown {
        private final List<String> frames = new CopyOnWriteArrayList<>();

        void add(int index, byte[] bytes, String mediaType) {
            assertThat(bytes).isNotEmpty();
            frames.add(index + " " + mediaType);
        }
    }
}
