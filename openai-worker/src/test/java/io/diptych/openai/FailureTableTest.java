package io.diptych.openai;

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
        "400, moderation_blocked, image_generation_user_error, CONTENT_REFUSED, NOT_BILLED",
        "400, content_policy_violation, invalid_request_error, CONTENT_REFUSED, NOT_BILLED",
        "400, InputTextSensitiveContentDetected, BadRequest, CONTENT_REFUSED, NOT_BILLED",
        "400, InputImageSensitiveContentDetected, BadRequest, CONTENT_REFUSED, NOT_BILLED",
        "400, OutputImageSensitiveContentDetected, BadRequest, CONTENT_REFUSED, NOT_BILLED",
        "400, DataInspectionFailed, , CONTENT_REFUSED, NOT_BILLED",
        "400, model_not_found, invalid_request_error, MODEL_RETIRED, NOT_BILLED",
        "400, billing_hard_limit_reached, image_generation_user_error, QUOTA_EXHAUSTED, NOT_BILLED",
        "400, invalid_value, invalid_request_error, INVALID_REQUEST, NOT_BILLED",
        "400, , , INVALID_REQUEST, NOT_BILLED",
        "401, invalid_api_key, invalid_request_error, AUTHENTICATION, NOT_BILLED",
        "402, , , QUOTA_EXHAUSTED, NOT_BILLED",
        "403, AccountOverdueError, Forbidden, QUOTA_EXHAUSTED, NOT_BILLED",
        "403, , invalid_request_error, AUTHENTICATION, NOT_BILLED",
        "404, model_not_found, invalid_request_error, MODEL_RETIRED, NOT_BILLED",
        "408, , , TIMEOUT, NOT_BILLED",
        "409, , conflict, UNAVAILABLE, NOT_BILLED",
        "410, , , MODEL_RETIRED, NOT_BILLED",
        "413, , , INVALID_REQUEST, NOT_BILLED",
        "422, , invalid_request_error, INVALID_REQUEST, NOT_BILLED",
        "429, insufficient_quota, insufficient_quota, QUOTA_EXHAUSTED, NOT_BILLED",
        "429, , insufficient_quota, QUOTA_EXHAUSTED, NOT_BILLED",
        "429, billing_hard_limit_reached, , QUOTA_EXHAUSTED, NOT_BILLED",
        "429, rate_limit_exceeded, requests, RATE_LIMITED, NOT_BILLED",
        "429, rate_limit_exceeded, input-images, RATE_LIMITED, NOT_BILLED",
        "429, , , RATE_LIMITED, NOT_BILLED",
        "500, , server_error, UNAVAILABLE, NOT_BILLED",
        "502, , , UNAVAILABLE, UNKNOWN",
        "520, , , UNAVAILABLE, UNKNOWN",
        "503, , service_unavailable_error, UNAVAILABLE, NOT_BILLED",
        "504, , , TIMEOUT, UNKNOWN",
        "524, , , TIMEOUT, UNKNOWN",
        "302, , , UNAVAILABLE, NOT_BILLED",
    })
    void means(int status, @Nullable String code, @Nullable String type, FailureCode failure, Billing billing) {
        FailureTable.Row row = FailureTable.find(status, code, type);

        seen.add(row);
        assertThat(row)
                .extracting(FailureTable.Row::failure, FailureTable.Row::billing)
                .containsExactly(failure, billing);
    }

    @ParameterizedTest
    @CsvSource({
        "moderation_blocked, image_generation_user_error, CONTENT_REFUSED",
        "OutputImageSensitiveContentDetected, , CONTENT_REFUSED",
        "insufficient_quota, insufficient_quota, QUOTA_EXHAUSTED",
        "rate_limit_exceeded, requests, RATE_LIMITED",
        "invalid_value, invalid_request_error, INVALID_REQUEST",
        "server_error, server_error, UNAVAILABLE",
        ", , UNAVAILABLE",
    })
    void meansTheSameWithoutAStatus(@Nullable String code, @Nullable String type, FailureCode failure) {
        assertThat(FailureTable.unnumbered(code, type).failure()).isEqualTo(failure);
    }

    @Test
    void noRowIsHiddenByOneAbove() {
        for (FailureTable.Row row : FailureTable.ROWS) {
            assertThat(FailureTable.find(row.to(), row.name(), null)).isEqualTo(row);
        }
    }

    @AfterAll
    void everyRowWasTested() {
        assertThat(seen).containsExactlyInAnyOrderElementsOf(FailureTable.ROWS);
    }
}
