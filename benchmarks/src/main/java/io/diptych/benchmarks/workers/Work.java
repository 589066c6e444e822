package io.diptych.benchmarks.workers;

import io.diptych.platform.workload.StopSignal;

/// Takes jobs from their topic and makes their calls.
interface Work {
    /// Works until it is told to stop.
    void run(Task task, Line line, StopSignal stop) throws Exception;
}
