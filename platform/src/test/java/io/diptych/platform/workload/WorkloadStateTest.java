package io.diptych.platform.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkloadStateTest {
    @Test
    void hasALevelForTheGauge() {
        assertThat(new WorkloadState.Waiting("broker").level()).isZero();
        assertThat(new WorkloadState.Running(Instant.EPOCH).level()).isOne();
        assertThat(new WorkloadState.Failed("boom").level()).isEqualTo(-1);
        assertThat(new WorkloadState.Stopped().level()).isZero();
    }
}
