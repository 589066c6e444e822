package io.diptych.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Context;
import io.diptych.events.GenerationJob;
import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.testing.Jobs;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenderCallsTest {
    private final RenderCalls calls = new RenderCalls(Map.of("m", "provider-m"));

    static {
        TrustedEvents.install();
    }

    @Test
    void callModelsByTheirProvidersNames() {
        assertThat(calls.of(job("7", 0), null).orElseThrow().model()).isEqualTo("provider-m");
    }

    @Test
    void giveEachImageOfARequestASeedOfItsOwn() {
        assertThat(seed("7", 0)).isEqualTo(7);
        assertThat(seed(" 7 ", 3)).isEqualTo(10);
        assertThat(seed(String.valueOf(Integer.MAX_VALUE), 1)).isNotNegative();
    }

    @Test
    void refuseASeedThatIsNoNumber() {
        assertThat(calls.of(job("lucky", 0), null)).isEmpty();
        assertThat(calls.whyNot(job("lucky", 0)).orElseThrow())
                .hasMessage("request.context.labels.seed is \"lucky\", must be a whole number");
    }

    private @Nullable Integer seed(String label, int image) {
        return calls.of(job(label, image), null).orElseThrow().seed();
    }

    private static GenerationJob job(String seed, int image) {
        return GenerationJob.newBuilder(Jobs.job("r", "m"))
                .setImageIndex(image)
                .setRequest(Jobs.request("r")
                        .setContext(Context.newBuilder()
                                .setLabels(Map.of("seed", seed))
                                .build())
                        .build())
                .build();
    }
}
