package io.diptych.platform.workload;

import java.time.Instant;

/// Where a workload stands, for readiness and for people.
public sealed interface WorkloadState {
    /// It cannot start yet.
    ///
    /// @param missing what is missing, for example `broker at 127.0.0.1:9092 does not answer`
    record Waiting(String missing) implements WorkloadState {}

    /// It works.
    record Running(Instant since) implements WorkloadState {}

    /// It failed and will be started anew.
    record Failed(String reason) implements WorkloadState {}

    /// It was told to stop and has.
    record Stopped() implements WorkloadState {}

    /// As a number for a gauge: 1 while it runs, 0 while it waits or is stopped, -1 after it failed.
    default int level() {
        return switch (this) {
            case Running _ -> 1;
            case Waiting _, Stopped _ -> 0;
            case Failed _ -> -1;
        };
    }
}
