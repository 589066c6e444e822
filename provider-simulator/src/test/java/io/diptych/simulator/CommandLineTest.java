package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void hasDefaults() {
        assertThat(parse(Map.of())).isEqualTo(SimulatorOptions.defaults());
    }

    @Test
    void readsEveryFlag() {
        assertThat(parse(
                        Map.of(),
                        "--port=8089",
                        "--price-book",
                        "seed-000",
                        "--speed",
                        "20",
                        "--seed=7",
                        "--batch-minutes",
                        "0.5",
                        "--invoice-file",
                        "bill.jsonl",
                        "--faults=plan.json"))
                .isEqualTo(new SimulatorOptions(
                        8089, "seed-000", 20, 7, Duration.ofSeconds(30), Path.of("bill.jsonl"), Path.of("plan.json")));
    }

    @Test
    void aFlagWinsOverTheEnvironment() {
        Map<String, String> environment =
                Map.of("DIPTYCH_SIMULATOR_SPEED", "20", "DIPTYCH_SIMULATOR_PRICE_BOOK", "seed-000");

        SimulatorOptions options = parse(environment, "--speed", "5");

        assertThat(options.speed()).isEqualTo(5);
        assertThat(options.priceBook()).isEqualTo("seed-000");
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> parse(Map.of(), "--spede", "5")).hasMessage("unknown argument --spede");
        assertThatThrownBy(() -> parse(Map.of(), "--speed")).hasMessage("--speed needs a value");
        assertThatThrownBy(() -> parse(Map.of(), "--speed", "fast"))
                .hasMessage("--speed is 'fast', but must be a number");
        assertThatThrownBy(() -> parse(Map.of(), "--port", "99999"))
                .hasMessage("--port: port is 99999, but must be between 0 and 65535");
        assertThatThrownBy(() -> parse(Map.of("DIPTYCH_SIMULATOR_SPEED", "0")))
                .hasMessageContaining("DIPTYCH_SIMULATOR_SPEED: speed is 0.0");
    }

    private static SimulatorOptions parse(Map<String, String> environment, String... args) {
        return CommandLine.parse(args, environment::get);
    }
}
