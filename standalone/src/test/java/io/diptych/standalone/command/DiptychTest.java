package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DiptychTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void spendsNothingOnRealProvidersWithoutALimit() {
        int exit = run("demo", "--live");

        assertThat(exit).isEqualTo(1);
        assertThat(errors)
                .hasToString("diptych: --live spends real money: say how much at most with --max-spend <usd>\n");
    }

    @Test
    void takesALimitForRealProvidersOnly() {
        int exit = run("demo", "--max-spend", "5");

        assertThat(exit).isEqualTo(1);
        assertThat(errors).hasToString("diptych: --max-spend is for real providers only; add --live\n");
    }

    @Test
    void saysThatNothingRuns(@TempDir Path folder) {
        int exit = run("costs", "--data", folder.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(errors).hasToString("diptych: nothing runs over " + folder + "; start it with `bin/diptych up`\n");
    }

    @Test
    void namesThePlansAndTheArticlesThereAre() {
        assertThat(run("demo", "--plan", "triple")).isEqualTo(1);
        assertThat(run("demo", "--skus", "0")).isEqualTo(1);
        assertThat(errors).hasToString("""
                        diptych: plan is 'triple', must be one of dual, gpt, nano
                        diptych: skus is 0, must be within 1..100
                        """);
    }

    @Test
    void namesTheServicesThereAre() {
        assertThat(run("service", "painter")).isEqualTo(1);
        assertThat(errors.toString())
                .isEqualTo("diptych: no service is called 'painter', must be one of router-service, openai-worker,"
                        + " gemini-worker, qa-service, cost-service\n");
    }

    private int run(String... arguments) {
        CommandLine command = Diptych.commandLine();
        command.setErr(new PrintWriter(errors));
        return command.execute(arguments);
    }
}
