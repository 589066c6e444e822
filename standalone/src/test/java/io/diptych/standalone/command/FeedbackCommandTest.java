package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FeedbackCommandTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void saysWhatAJobAndARatingLookLike() {
        assertThat(run("", "--kind", "regenerated")).isEqualTo(1);
        assertThat(run("request-1", "--kind", "regenerated")).isEqualTo(1);
        assertThat(run("request-1#0", "--kind", "rated")).isEqualTo(1);
        assertThat(run("request-1#0", "--kind", "rated", "--rating", "6")).isEqualTo(1);
        assertThat(errors).hasToString("""
                diptych: JOB is '', must be like request-1#0: request and image
                diptych: JOB is 'request-1', must be like request-1#0: request and image
                diptych: --rating is null with --kind RATED, must be 1 to 5 with --kind rated, and absent with any other
                diptych: --rating is 6 with --kind RATED, must be 1 to 5 with --kind rated, and absent with any other
                """);
    }

    private int run(String job, String... options) {
        CommandLine command = Diptych.commandLine();
        command.setErr(new PrintWriter(errors));
        String[] all = new String[options.length + 4];
        all[0] = "feedback";
        all[1] = job;
        all[2] = "--tenant";
        all[3] = "acme";
        System.arraycopy(options, 0, all, 4, options.length);
        return command.execute(all);
    }
}
