package io.diptych.worker.batch;

import io.diptych.events.BatchState;
import io.diptych.events.Lane;
import io.diptych.worker.attempt.Claim;
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
    /// @param moved the attempts of it that surely were not made and are to be made on another lane
    record Ended(OpenBatch batch, BatchState state, List<Settlement> settlements, List<Moved> moved) implements Step {
        public Ended {
            settlements = List.copyOf(settlements);
            moved = List.copyOf(moved);
        }
    }

    /// An attempt that goes on as it is, on another lane.
    record Moved(Claim claim, Lane lane) {}
}
