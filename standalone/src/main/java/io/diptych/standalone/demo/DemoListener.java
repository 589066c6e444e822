package io.diptych.standalone.demo;

/// Hears how a demonstration goes.
public interface DemoListener {
    /// The requests are published.
    void requested(int jobs);

    /// Where the run stands.
    void progress(Progress progress);

    /// Where a run stands.
    ///
    /// @param jobs        images that were asked for
    /// @param generated   images that providers gave back
    /// @param judged      images that quality control judged
    /// @param ended       jobs that have an outcome
    /// @param spentMicros charges so far, in micro-USD
    record Progress(int jobs, int generated, int judged, int delivered, int failed, int ended, long spentMicros) {}
}
