package io.diptych.worker.contract;

import io.diptych.events.GenerationJob;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.RenderCall;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// One way to buy an image: an adapter and one kind of call.
public sealed interface Way {
    /// As the page calls it.
    String name();

    /// What can happen to it.
    Set<FaultMode> faults();

    /// One call for one image.
    ///
    /// @param call the call of an attempt
    record Calls(String name, ImageProvider provider, Function<String, RenderCall> call, Set<FaultMode> faults)
            implements Way {}

    /// A batch or a long operation of one job.
    ///
    /// @param job completes a job's route and request
    record Batches(
            String name,
            BatchProvider provider,
            String model,
            UnaryOperator<GenerationJob.Builder> job,
            Set<FaultMode> faults)
            implements Way {}
}
