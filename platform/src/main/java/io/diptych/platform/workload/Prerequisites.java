package io.diptych.platform.workload;

/// What must be there before a workload starts.
public interface Prerequisites {
    /// Returns when all of it is there and provisioned.
    ///
    /// @throws MissingPrerequisiteException when something is not; it is asked again after a pause
    void meet(Workload workload) throws MissingPrerequisiteException, InterruptedException;
}
