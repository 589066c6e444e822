package io.diptych.benchmarks.workers;

import java.net.URI;
import java.util.Map;

/// What a worker process is told, as JSON in its one argument.
///
/// @param kind       how it takes its jobs
/// @param bootstrap  where the broker is
/// @param registry   where the registry is
/// @param prefix     of every name on the broker
/// @param worker     its name
/// @param slots      calls at once
/// @param call       how long each takes
/// @param calledPort where calls are noted, on this machine
/// @param assets     root of the asset store
/// @param imageBytes size of an image
/// @param settings   further keys below `diptych.worker.`, for Diptych's own
record Task(
        Kind kind,
        String bootstrap,
        URI registry,
        String prefix,
        String worker,
        int slots,
        CallTime call,
        int calledPort,
        URI assets,
        int imageBytes,
        Map<String, String> settings) {
    static final String MODEL = "bench-model";

    Task {
        settings = Map.copyOf(settings);
    }

    /// The same for another worker.
    Task named(String name) {
        return new Task(kind, bootstrap, registry, prefix, name, slots, call, calledPort, assets, imageBytes, settings);
    }

    /// Consumer group of all workers of a peer.
    String group() {
        return prefix + "worker." + MODEL;
    }
}
