package io.diptych.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.platform.workload.WorkloadState;
import io.diptych.platform.workload.WorkloadState.Failed;
import io.diptych.platform.workload.WorkloadState.Running;
import io.diptych.platform.workload.WorkloadState.Stopped;
import io.diptych.platform.workload.WorkloadState.Waiting;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class WorkloadsHealthTest {
    private static final Running RUNNING = new Running(Instant.parse("2026-11-21T10:00:00Z"));

    @Test
    void isUpWhileEveryWorkloadRuns() {
        Health health = healthOf(Map.of("a", RUNNING, "b", RUNNING));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("a", "runs since 2026-11-21T10:00:00Z");
    }

    @Test
    void isUpWhereThereIsNoWork() {
        assertThat(healthOf(Map.of()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isDownWhileOneDoesNotAndSaysWhy() {
        Health health = healthOf(Map.of(
                "a", RUNNING, "b", new Waiting("topics are missing: x"), "c", new Failed("boom"), "d", new Stopped()));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("b", "waits for: topics are missing: x")
                .containsEntry("c", "failed, starts anew: boom")
                .containsEntry("d", "stopped");
    }

    private static Health healthOf(Map<String, WorkloadState> states) {
        return new WorkloadsHealth(() -> states).health();
    }
}
