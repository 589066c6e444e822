package io.diptych.worker.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancellationsTest {
    @ParameterizedTest
    @CsvSource({"r-1#0, r-1", "r-1#acme#0, r-1", "r-1#odd#name#0, r-1", "no job, ''"})
    void knowTheRequestOfAJobWhoeverUsedItsIdBefore(String jobId, String requestId) {
        assertThat(Cancellations.requestOf(jobId)).isEqualTo(requestId);
    }
}
