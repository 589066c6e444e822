package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.worker.attempt.Settlement;
import java.util.List;

/// What became of a batch, still to be written.
sealed interface Step {
    /// The batch it is about.
    OpenBatch batch();

    /// The provider has it; the batch names the provider's id.
    record Submitted(OpenBatch batch) implements Step {}

    /// It ended, every attempt of it.
    ///
    /// @param state COLLECTED, or FAILED where the provider never took it
    record Ended(OpenBatch batch, BatchState state, List<Settlement> settlements) implements Step {}
}
