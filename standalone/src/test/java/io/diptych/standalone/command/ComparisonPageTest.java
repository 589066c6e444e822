package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {
    private static final Path PAGE = Path.of("..", "docs", "policy-comparison.md");
    private static final Path TWENTY = CommandRun.EXAMPLES.resolveSibling("comparison.txt");

    @Test
    void theCommittedPageIsWhatTheToolWritesNow() throws IOException {
        CommandRun run = CommandRun.of("policy", "compare", "--markdown", "--requests", TWENTY.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Files.readString(PAGE))
                .as("write it again: bin/diptych policy compare --markdown --requests docs/examples/comparison.txt")
                .isEqualTo(run.out());
        assertThat(Files.readAllLines(TWENTY)).hasSize(20);
    }
}
