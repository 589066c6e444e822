package io.diptych.quality.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.GenerationJob;
import io.diptych.events.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class BetterRouteTest {
    private static final GenerationJob MEDIUM = TestResults.job("r1");

    @Test
    void isAnotherModelsOrAHigherTier() {
        Route high = route("gpt-image-2", "high");
        Route other = route("gemini-3.1-flash-image", "1K");

        assertThat(BetterRoute.of(left(high, other))).contains(high);
        assertThat(BetterRoute.of(left(route("gpt-image-2", "low"), other, high)))
                .contains(other);
    }

    @Test
    void isNotTheSameTierNorALowerOne() {
        assertThat(BetterRoute.of(left())).isEmpty();
        assertThat(BetterRoute.of(left(route("gpt-image-2", "medium"), route("gpt-image-2", "low"))))
                .isEmpty();
    }

    private static GenerationJob left(Route... routes) {
        return GenerationJob.newBuilder(MEDIUM).setRemaining(List.of(routes)).build();
    }

    private static Route route(String model, String tier) {
        return Route.newBuilder(MEDIUM.getRoute()).setModel(model).setTier(tier).build();
    }
}
