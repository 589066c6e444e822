package io.diptych.worker.testing;

import io.diptych.worker.WorkerProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/// Limits of workers under test.
public final class Settings {
    private Settings() {}

    /// Short times, so that a test sees their end.
    public static WorkerProperties of(String model, int slots, Duration callTimeout, Duration leaseMargin) {
        return of(model, slots, callTimeout, leaseMargin, Duration.ofSeconds(10));
    }

    /// Short times, so that a test sees their end.
    ///
    /// @param drain how long running calls may take to end when the worker stops
    public static WorkerProperties of(
            String model, int slots, Duration callTimeout, Duration leaseMargin, Duration drain) {
        return new WorkerProperties(
                null,
                List.of(model),
                Map.of(),
                slots,
                16,
                callTimeout,
                leaseMargin,
                Duration.ofMillis(500),
                3,
                drain,
                Duration.ofSeconds(6),
                new WorkerProperties.Batch(
                        5,
                        DataSize.ofKilobytes(700),
                        DataSize.ofMegabytes(128),
                        Duration.ofMillis(300),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(4),
                        20,
                        Duration.ofMinutes(10)));
    }
}
