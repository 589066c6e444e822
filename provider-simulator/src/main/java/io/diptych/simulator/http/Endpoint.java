package io.diptych.simulator.http;

import java.io.IOException;

/// Answers the calls of one route. Runs on a virtual thread of its own and may wait as long as it likes.
@FunctionalInterface
public interface Endpoint {

    /// Answers one call.
    ///
    /// @throws CallRejected if the call breaks a rule of its provider
    Answer handle(Call call) throws IOException, InterruptedException;
}
