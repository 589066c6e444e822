package io.diptych.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class BookClosingTest {

    @ParameterizedTest
    @CsvSource({
        // What a crash or a cut connection explains.
        "UNKNOWN_SETTLED, true, demo-1, 0, 0",
        // A reason is known for it, but in a demo it must not be.
        "DOUBLED, true, demo-1, 0, 1000",
        "UNEXPLAINED, false, demo-1, 1000, 1000",
        // Of another campaign over the same stack.
        "UNEXPLAINED, false, other-1, 1000, 0",
        // Whatever keeps ledger and invoice apart without being a difference.
        "UNKNOWN_SETTLED, true, demo-1, 700, 700"
    })
    void countsEachDifferenceOnce(String kind, boolean explained, String subject, long unexplained, long expected) {
        String answer = """
                {"unexplainedMicros": %d, "differences": [
                  {"kind": "%s", "subject": "%s", "ledgerMicros": 32000, "invoiceMicros": 33000, "explained": %s}]}
                """.formatted(unexplained, kind, subject, explained);

        assertThat(BookClosing.unexplained(JsonMapper.shared().readTree(answer), "demo-"))
                .isEqualTo(expected);
    }
}
