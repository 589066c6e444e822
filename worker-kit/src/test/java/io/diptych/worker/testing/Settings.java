package io.diptych.worker.testing;

import io.diptych.worker.WorkerProperties;
import io.diptych.worker.image.ReferenceLimits;
import io.diptych.worker.limit.CircuitSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/// Limits of workers under test.
public final class Settings {
    /// A circuit that opens after four calls and stays open for a second.
    public static final CircuitSettings CIRCUIT =
            new CircuitSettings(50, 8, 4, Duration.ofSeconds(1), 1, Duration.ofSeconds(3), Duration.ofSeconds(20));

    /// Small references.
    public static final ReferenceLimits REFERENCES = new ReferenceLimits(
            DataSize.ofKilobytes(64),
            DataSize.ofKilobytes(32),
            1_000_000,
            DataSize.ofKilobytes(128),
            DataSize.ofKilobytes(256));

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
                        Duration.ofMinutes(10)),
                Map.of(),
                CIRCUIT,
                REFERENCES,
                true);
    }
}
