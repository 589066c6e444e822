package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RouteCommandTest {
    private static final String TEAPOT = """
            {"requestId": "teapot", "tenant": "shop", "prompt": "A red teapot", "policy": "gpt-only",
             "purpose": {"stage": "DRAFT"}, "requestedAt": "2026-06-01T10:00:00Z"}
            """;

    @Test
    void tellsRuleRouteAndEveryCandidateWithItsReason() {
        CommandRun run = CommandRun.withInput(TEAPOT, "route", "-f", "-");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("request  teapot, 1 image, tenant shop, at 2026-06-01T10:00:00Z")
                .contains("rule     drafts")
                .contains("route    gpt-image-2 low on lane INTERACTIVE, 1:1 as 1024x1024, up to $0.01")
                .containsPattern("#  model +tier +lane +price +latency  why")
                .containsPattern("1  gpt-image-2  low +INTERACTIVE  \\$0\\.\\d{4} +10 s  first choice")
                .contains("left     gpt-image-2 medium");
    }

    @Test
    void printsOneObjectThatSaysTheSame() {
        JsonNode shown =
                CommandRun.withInput(TEAPOT, "route", "-f", "-", "--json").json();

        assertThat(shown.path("status").asString()).isEqualTo("ROUTED");
        assertThat(shown.path("rule").asString()).isEqualTo("drafts");
        assertThat(shown.path("route").path("model").asString()).isEqualTo("gpt-image-2");
        assertThat(shown.path("candidates").get(0).path("rank").asInt()).isEqualTo(1);
        assertThat(shown.path("remaining").get(0).path("tier").asString()).isEqualTo("medium");
    }

    @Test
    void asksAnotherPolicyThanTheOneThatTheRequestNames() {
        JsonNode shown = CommandRun.withInput(TEAPOT, "route", "-f", "-", "--policy", "nano-only", "--json")
                .json();

        assertThat(shown.path("policy").asString()).isEqualTo("nano-only");
        assertThat(shown.path("route").path("model").asString()).isEqualTo("gemini-3.1-flash-image");
    }

    @Test
    void ranksByTheWeightsOfTheRequestAsTheRouterDoes() {
        String poster = """
                {"requestId": "poster", "tenant": "shop", "prompt": "A red teapot", "policy": "dual-engine",
                 "purpose": {"stage": "POSTER"}, "requestedAt": "2026-06-01T10:00:00Z"%s}
                """;

        CommandRun asWritten = CommandRun.withInput(poster.formatted(""), "route", "-f", "-");
        CommandRun cheapest =
                CommandRun.withInput(poster.formatted(", \"preferences\": {\"cost\": 1}"), "route", "-f", "-");

        assertThat(asWritten.out()).contains("route    gpt-image-2 high");
        assertThat(cheapest.out()).contains("route    gpt-image-2 medium");
    }

    @Test
    void leavesExitCode1AndEveryReasonWhereNoModelCanDoIt() {
        CommandRun run = CommandRun.withInput(TEAPOT, "route", "-f", "-", "--models", "z-image-turbo");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("route    none").contains("is not deployed here");
    }

    @Test
    void leavesExitCode2AndNamesTheFieldsOfARequestThatBreaksTheContract() {
        CommandRun run =
                CommandRun.withInput("{\"prompt\": \"\", \"output\": {\"count\": 11}}", "route", "-f", "-", "--json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.json().path("status").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(run.json().path("violations"))
                .extracting(violation -> violation.path("field").asString())
                .containsExactly("prompt", "output.count");
    }

    @Test
    void namesTheFieldThatTheContractDoesNotKnow() {
        CommandRun run = CommandRun.withInput("{\"promt\": \"A teapot\"}", "route", "-f", "-");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).startsWith("stdin: field promt is unknown, must be one of [requestId, tenant");
    }

    @Test
    void tellsSeveralRequestsInOneLineEachAndLeavesTheWorstExitCode() {
        CommandRun run = CommandRun.withInput(
                TEAPOT,
                "route",
                "-f",
                "-",
                CommandRun.EXAMPLES.resolve("dual-poster.json").toString(),
                "there-is-no-such.json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).matches("stdin +gpt-only +drafts +gpt-image-2 low +\\$.*10 s"))
                .anySatisfy(line -> assertThat(line).startsWith("dual-poster"))
                .anySatisfy(line -> assertThat(line).contains("request there-is-no-such.json cannot be read"));
    }

    @Test
    void saysWhatAnOptionMayBe() {
        assertThat(CommandRun.withInput(TEAPOT, "route", "-f", "-", "--health", "gpt-image-2=ILL"))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "diptych: --health says gpt-image-2=ILL, must be OPEN, HALF_OPEN, CLOSED, RATE_LIMITED or"
                                + " NOT_CONFIGURED\n"));
        assertThat(CommandRun.withInput(TEAPOT, "route", "-f", "-", "--health", "gpt-3=OPEN")
                        .err())
                .startsWith("diptych: --health names model 'gpt-3', must be one of [");
        assertThat(CommandRun.withInput(TEAPOT, "route", "-f", "-", "--at", "noon")
                        .err())
                .isEqualTo("diptych: --at is 'noon', must be a time such as 2026-11-21T12:00:00Z\n");
        assertThat(CommandRun.withInput(TEAPOT, "route", "-f", "-", "--budget", "ten")
                        .err())
                .startsWith("diptych: --budget is 'ten', must be an amount in US dollars");
        assertThat(CommandRun.withInput(TEAPOT, "route", "-f", "-", "--budget", "-1")
                        .err())
                .startsWith("diptych: --budget is '-1', must be an amount in US dollars");
        assertThat(CommandRun.withInput(TEAPOT, "route", "-f", "-", "--book", "mine"))
                .isEqualTo(new CommandRun(
                        2, "", "diptych: --book: price book is \"mine\", expected one of [official, seed-000]\n"));
    }
}
