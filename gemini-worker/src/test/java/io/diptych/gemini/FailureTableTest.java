package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTableTest {
    private final Set<FailureTable.Row> seen = new HashSet<>();

    @ParameterizedTest
    @CsvSource({
        "400, API_KEY_INVALID, AUTHENTICATION, NOT_BILLED",
        "400, API_KEY_EXPIRED, AUTHENTICATION, NOT_BILLED",
        "400, , INVALID_REQUEST, NOT_BILLED",
        "400, SOMETHING_ELSE, INVALID_REQUEST, NOT_BILLED",
        "401, , AUTHENTICATION, NOT_BILLED",
        "402, , QUOTA_EXHAUSTED, NOT_BILLED",
        "403, , AUTHENTICATION, NOT_BILLED",
        "404, , MODEL_RETIRED, NOT_BILLED",
        "408, , TIMEOUT, NOT_BILLED",
        "409, , UNAVAILABLE, NOT_BILLED",
        "410, , MODEL_RETIRED, NOT_BILLED",
        "413, , INVALID_REQUEST, NOT_BILLED",
        "429, RATE_LIMIT_EXCEEDED, RATE_LIMITED, NOT_BILLED",
        "429, , RATE_LIMITED, NOT_BILLED",
        "499, , CANCELLED, UNKNOWN",
        "500, , UNAVAILABLE, NOT_BILLED",
        "502, , UNAVAILABLE, UNKNOWN",
        "503, , UNAVAILABLE, NOT_BILLED",
        "504, , TIMEOUT, UNKNOWN",
    })
    void means(int status, @Nullable String reason, FailureCode failure, Billing billing) {
        FailureTable.Row row = FailureTable.find(status, reason);

        seen.add(row);
        assertThat(row)
                .extracting(FailureTable.Row::failure, FailureTable.Row::billing)
                .containsExactly(failure, billing);
    }

    @ParameterizedTest
    @CsvSource({
        "1, CANCELLED",
        "2, UNAVAILABLE",
        "3, INVALID_REQUEST",
        "4, TIMEOUT",
        "5, MODEL_RETIRED",
        "7, AUTHENTICATION",
        "8, RATE_LIMITED",
        "9, INVALID_REQUEST",
        "11, INVALID_REQUEST",
        "12, INVALID_REQUEST",
        "13, UNAVAILABLE",
        "14, UNAVAILABLE",
        "16, AUTHENTICATION",
        ", UNAVAILABLE",
    })
    void meansInABatch(@Nullable Integer code, FailureCode failure) {
        assertThat(FailureTable.item(code)).isEqualTo(failure);
    }

    @Test
    void noRowIsHiddenByOneAbove() {
        for (FailureTable.Row row : FailureTable.ROWS) {
            int status = row.to() == 499 && row.from() == 400 ? 498 : row.to();
            assertThat(FailureTable.find(status, row.reason())).isEqualTo(row);
        }
    }

    @AfterAll
    void everyRowWasTested() {
        assertThat(seen).containsExactlyInAnyOrderElementsOf(FailureTable.ROWS);
    }
}
