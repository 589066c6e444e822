package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandsTest {
    private static final String EXAMPLES = CommandRun.EXAMPLES.toString();
    private static final String GOOD = """
            name: mine
            version: "1"
            description: everything by one model
            rules:
              - id: posters
                when: request.purpose.stage == 'POSTER'
                candidates: [{model: gpt-image-2, tier: high}]
                because: posters carry text
            fallback:
              candidates: [{model: gpt-image-2, tier: medium}]
              because: nothing else holds
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void listsTheShippedPolicies() {
        CommandRun run = CommandRun.of("policy", "list");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .containsPattern("policy +version +rules +description")
                .containsPattern("dual-engine +\\S+ +\\d+ +\\S.*");
    }

    @Test
    void listsThoseOfAFolder() throws IOException {
        write("dual-engine.yaml", GOOD.replace("name: mine", "name: dual-engine"));

        CommandRun run = CommandRun.of("policy", "list", "--policies", folder.toString(), "--json");

        assertThat(run.json().path("policies")).hasSize(1);
        assertThat(run.json().path("policies").get(0).path("rules").asInt()).isEqualTo(1);
    }

    @Test
    void acceptsADocumentWithoutMistakes() throws IOException {
        Path file = write("mine.yaml", GOOD);

        CommandRun run = CommandRun.of("policy", "validate", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(file + ": policy mine 1 with 1 rule can be used\n");
    }

    @Test
    void namesFileRuleAndFieldOfEveryMistakeAndLeavesExitCode2() throws IOException {
        write("a-good.yaml", GOOD);
        write(
                "b-bad.yaml",
                GOOD.replace("stage == 'POSTER'", "stge == 'POSTER'").replace("tier: medium", "tier: huge"));

        CommandRun run = CommandRun.of("policy", "validate", folder.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("a-good.yaml: policy mine 1 with 1 rule can be used")
                .contains("b-bad.yaml")
                .contains("rule posters")
                .contains("there is no request.purpose.stge")
                .contains("rule fallback")
                .contains("\"huge\"");
    }

    @Test
    void saysThatThereIsNoSuchPolicy() {
        assertThat(CommandRun.of("policy", "diff", "gpt-only", "nobodys", "--requests", EXAMPLES))
                .isEqualTo(new CommandRun(2, "", "diptych: policy 'nobodys' is neither a file nor a shipped policy\n"));
        assertThat(CommandRun.of("policy", "compare", "nobodys", "--requests", EXAMPLES)
                        .err())
                .startsWith("diptych: no policy is called 'nobodys', must be one of [");
    }

    @Test
    void tellsWhatDiffersAndWhichRequestsGoElsewhere() throws IOException {
        Path old = write("old.yaml", GOOD);
        Path now = write("new.yaml", GOOD.replace("tier: high", "tier: medium"));

        CommandRun run = CommandRun.of("policy", "diff", old.toString(), now.toString(), "--requests", EXAMPLES);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("changed  rule posters")
                .contains("candidates: ")
                .containsPattern("3 of \\d+ sample requests go elsewhere")
                .containsPattern("dual-poster +gpt-image-2 high +posters +gpt-image-2 medium +posters");
    }

    @Test
    void findsNoDifferenceBetweenAPolicyAndItself() {
        CommandRun run = CommandRun.of("policy", "diff", "gpt-only", "gpt-only", "--requests", EXAMPLES);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("0 of ");
    }

    @Test
    void publishesNothingThatHasAMistake() throws IOException {
        Path file = write("bad.yaml", GOOD.replace("version: \"1\"", "vrsion: \"1\""));

        CommandRun run = CommandRun.of("policy", "publish", file.toString(), "--data", folder.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("bad.yaml").contains("vrsion");
    }

    @Test
    void warnsOfWhatItPublishes() throws IOException {
        Path file = write("odd.yaml", GOOD.replace("request.purpose.stage == 'POSTER'", "'false'"));

        CommandRun run = CommandRun.of("policy", "publish", file.toString(), "--data", folder.toString());

        assertThat(run.out()).contains("rule posters can never match").endsWith("(warning)\n");
        assertThat(run.err()).contains("nothing runs over");
    }

    @Test
    void saysWhichDocumentIsNotThere() {
        assertThat(CommandRun.of("policy", "validate", "nowhere.yaml"))
                .isEqualTo(
                        new CommandRun(2, "", "diptych: policy nowhere.yaml cannot be read: there is no such file\n"));
    }

    @Test
    void refusesAStretchThatEndsBeforeItBegins() {
        CommandRun run = CommandRun.of(
                "replay", "--policy", "nano-only", "--from", "1m", "--to", "1h", "--data", folder.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--from is '1m' (").contains("must be before --to, which is '1h' (");
    }

    private Path write(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml);
    }
}
