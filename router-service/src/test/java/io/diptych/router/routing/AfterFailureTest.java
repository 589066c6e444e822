package io.diptych.router.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.FailureCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of failure codes, row by row.
class AfterFailureTest {
    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED,       REROUTE_OR_WAIT",
        "UNAVAILABLE,        REROUTE_OR_WAIT",
        "TIMEOUT,            REROUTE_OR_WAIT",
        "NOT_CONFIGURED,     REROUTE_ELSEWHERE",
        "AUTHENTICATION,     REROUTE_ELSEWHERE",
        "QUOTA_EXHAUSTED,    REROUTE_ELSEWHERE",
        "CONTENT_REFUSED,    REJECT",
        "INVALID_REQUEST,    FAIL",
        "MODEL_RETIRED,      REROUTE_ELSEWHERE",
        "MALFORMED_RESPONSE, REROUTE_ELSEWHERE",
        "EMPTY_RESPONSE,     REROUTE_ELSEWHERE",
        "CANCELLED,          CANCEL",
        "EXPIRED,            REROUTE_OTHER_LANE",
        "QUALITY_REJECTED,   REROUTE_HIGHER",
        "NO_ROUTE,           FAIL",
        "INTERNAL,           REROUTE_ELSEWHERE",
    })
    void followsTheTable(FailureCode code, AfterFailure expected) {
        assertThat(AfterFailure.of(code)).isEqualTo(expected);
    }
}
