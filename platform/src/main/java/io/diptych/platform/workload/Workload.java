package io.diptych.platform.workload;

import io.diptych.platform.kafka.Provisioning;

/// Work that a service does for as long as it lives, for example a topology or a job pump.
///
/// It is started when broker, registry and topics are there, and started again when it throws.
public interface Workload {
    /// Name in logs, health and metrics, for example `router.topology`.
    String name();

    /// Puts in place what it needs beyond the topics, such as group configurations. Runs before each start.
    default void provision(Provisioning provisioning) {}

    /// Works until it is told to stop, then returns once everything it holds is settled or given back.
    ///
    /// @throws Exception when it cannot go on; it is started anew after a pause
    void run(StopSignal stop) throws Exception;
}
