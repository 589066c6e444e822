package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            request-1#0 | 0 | REQUEST is 'request-1#0', must be a request's id; one image of it is named by --image
            request-1 | -1 | --image is -1, must be 0 or more
            """)
    void saysWhatARequestAndAnImageLookLike(String request, String image, String said) {
        CommandRun run = CommandRun.of("cancel", request, "--image", image);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("diptych: " + said + System.lineSeparator());
    }

    @Test
    void saysThatNothingRuns(@TempDir Path folder) {
        CommandRun run = CommandRun.of("cancel", "request-1", "--data", folder.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("nothing runs over " + folder);
    }
}
