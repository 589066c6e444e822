package io.diptych.router.kafka;

import io.diptych.catalog.PixelSize;
import io.diptych.events.Lane;
import io.diptych.router.routing.PlannedRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Routes for tests.
final class Routes {
    private Routes() {}

    static PlannedRoute priced(@Nullable Long micros) {
        return new PlannedRoute(
                "gpt-image-2",
                "openai",
                "medium",
                "1:1",
                new PixelSize(1024, 1024),
                Lane.INTERACTIVE,
                "rule",
                "policy",
                "1",
                "a test says so",
                micros,
                List.of());
    }
}
