package io.diptych.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultRulesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), """
                [{"mode": "hang", "model": "gpt-image-2", "rate": 0.5, "times": 3, "request": "r1#",
                  "from": "2026-11-21T10:00:00Z", "until": "2026-11-21T10:05:00Z"},
                 {"mode": "cut"}]
                """);

        assertThat(FaultRules.read(file))
                .containsExactly(
                        new FaultRule(
                                "gpt-image-2",
                                FaultMode.HANG,
                                0.5,
                                3,
                                "r1#",
                                Instant.parse("2026-11-21T10:00:00Z"),
                                Instant.parse("2026-11-21T10:05:00Z")),
                        FaultRule.always(FaultMode.CUT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|must be a list",
                "[{\"mode\":\"explode\"}]|rule 0: mode is 'explode'",
                "[{\"mode\":\"cut\"},{\"mode\":\"cut\",\"modle\":\"x\"}]|rule 1: there is no 'modle'",
                "[{\"mode\":\"cut\",\"from\":\"noon\"}]|rule 0: Text 'noon'",
                "[|is no JSON"
            })
    void saysWhatIsWrong(String rules, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), rules);

        assertThatThrownBy(() -> FaultRules.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
