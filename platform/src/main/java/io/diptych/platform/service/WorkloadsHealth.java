package io.diptych.platform.service;

import io.diptych.platform.workload.WorkloadState;
import io.diptych.platform.workload.WorkloadState.Failed;
import io.diptych.platform.workload.WorkloadState.Running;
import io.diptych.platform.workload.WorkloadState.Stopped;
import io.diptych.platform.workload.WorkloadState.Waiting;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether every workload runs, and what keeps the others from it.
final class WorkloadsHealth implements HealthIndicator {
    private final Supplier<Map<String, WorkloadState>> states;

    WorkloadsHealth(Supplier<Map<String, WorkloadState>> states) {
        this.states = states;
    }

    @Override
    public Health health() {
        Map<String, WorkloadState> now = new TreeMap<>(states.get());
        boolean running = now.values().stream().allMatch(Running.class::isInstance);
        Health.Builder health = running ? Health.up() : Health.down();
        now.forEach((name, state) -> health.withDetail(name, say(state)));
        return health.build();
    }

    private static String say(WorkloadState state) {
        return switch (state) {
            case Waiting(String missing) -> "waits for: " + missing;
            case Running running -> "runs since " + running.since();
            case Failed(String reason) -> "failed, starts anew: " + reason;
            case Stopped _ -> "stopped";
        };
    }
}
