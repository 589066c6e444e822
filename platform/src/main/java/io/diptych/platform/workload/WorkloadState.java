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
}
