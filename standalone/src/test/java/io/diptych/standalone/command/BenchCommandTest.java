package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.standalone.bench.Benchmark;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

    /// Says what it was asked to run.
    public static final class OfTwoParts implements Benchmark {
        @Override
        public String name() {
            return "of-two-parts";
        }

        @Override
        public String description() {
            return "measures nothing";
        }

        @Override
        public Map<String, Object> run(boolean quick, PrintStream text) {
            return Map.of("ran", quick ? "quick" : "all");
        }

        @Override
        public List<String> parts() {
            return List.of("left", "right");
        }

        @Override
        public Map<String, Object> run(Set<String> only, PrintStream text) {
            return Map.of("ran", String.join(" ", only));
        }
    }

    @Test
    void runsTheWhole() {
        assertThat(ran("bench", "of-two-parts", "--json")).isEqualTo("all");
        assertThat(ran("bench", "of-two-parts", "--quick", "--json")).isEqualTo("quick");
    }

    @Test
    void runsThePartsThatAreNamed() {
        assertThat(ran("bench", "of-two-parts", "--only", "right", "--json")).isEqualTo("right");
        assertThat(ran("bench", "of-two-parts", "--only", "right,left", "--json"))
                .isEqualTo("right left");
    }

    @Test
    void namesThePartsInItsList() {
        assertThat(CommandRun.of("bench").out()).contains("of-two-parts").contains("parts: left, right");
    }

    @Test
    void refusesAPartThatThereIsNot() {
        CommandRun run = CommandRun.of("bench", "of-two-parts", "--only", "middle");
        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).contains("no part 'middle'", "[left, right]");
    }

    @Test
    void refusesPartsOfAQuickRun() {
        CommandRun run = CommandRun.of("bench", "of-two-parts", "--quick", "--only", "left");
        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).contains("--quick");
    }

    private static String ran(String... arguments) {
        return CommandRun.of(arguments).json().path("ran").stringValue();
    }
}
