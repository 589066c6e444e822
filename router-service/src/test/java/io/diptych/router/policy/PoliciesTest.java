package io.diptych.router.policy;

import static io.diptych.router.Requests.CATALOG;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.routing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {
    private static final String GOOD = """
            name: house
            version: "7"
            description: the house's own
            limits: {attempts: 2, costMicros: 300000, unknownBuys: 0}
            rules:
              - id: posters
                when: request.purpose.stage == 'POSTER'
                candidates:
                  - {model: gpt-image-2, tier: high}
                because: posters carry text
            fallback:
              candidates:
                - {model: gemini-3.1-flash-image, lane: BATCH}
              because: cheap
            """;

    @Test
    void shipsSixPolicies() {
        assertThat(Policies.shipped(CATALOG, "dual-engine").names())
                .containsExactly("adpicto", "dual-engine", "gpt-only", "hybrid-api", "nano-only", "tiered-studio");
        assertThat(Policies.shipped(CATALOG, "dual-engine").warnings()).isEmpty();
    }

    @Test
    void readsADocument() {
        Policy policy = house(GOOD);

        assertThat(policy.limits()).isEqualTo(new Limits(2, 300_000L, 0));
        assertThat(policy.rules()).extracting(Rule::id).containsExactly("posters");
        assertThat(policy.fallback().candidates()).containsExactly(new Candidate("gemini-3.1-flash-image", null, true));
        assertThat(policy.match(routing(request())).rule().id()).isEqualTo(Rule.FALLBACK);
    }

    @Test
    void passesOverARuleThatSaysNeitherYesNorNo() {
        Policy policy = house(GOOD.replace("request.purpose.stage == 'POSTER'", "request.context.labels.x == 'y'"));

        Policy.Match match = policy.match(routing(request()));

        assertThat(match.rule().id()).isEqualTo(Rule.FALLBACK);
        assertThat(match.doubts())
                .singleElement()
                .asString()
                .startsWith("rule posters passed over: ")
                .contains("key 'x' is not present in map");
    }

    @Test
    void readsAFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("house.yaml"), GOOD);

        assertThat(Policies.in(folder, CATALOG, "house").names()).containsExactly("house");
    }

    @Test
    void refusesAFolderThatIsNotThere(@TempDir Path folder) {
        Path missing = folder.resolve("nowhere");

        assertThatThrownBy(() -> Policies.in(missing, CATALOG, "house"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("nowhere: the folder: field (all): found java.nio.file.NoSuchFileException");
    }

    @Test
    void refusesADefaultThatIsNotThere() {
        refuses(
                GOOD.replace("name: house", "name: villa"),
                "configuration: diptych.router: field default-policy: found \"house\", expected one of [villa]");
    }

    @Test
    void refusesAnUnknownField() {
        refuses(
                GOOD.replace("    because: posters", "    becuase: typo\n    because: posters"),
                "house.yaml:10: rule posters: field becuase: found an unknown field, "
                        + "expected one of [because, candidates, id, split, when]");
    }

    @Test
    void refusesAMissingField() {
        refuses(
                GOOD.replace("    because: posters carry text\n", ""),
                "house.yaml:6: rule posters: field because: found nothing, expected a text");
    }

    @Test
    void refusesAConditionThatDoesNotCompile() {
        refuses(
                GOOD.replace("request.purpose.stage == 'POSTER'", "request.purpose.stage == 5"),
                "house.yaml:7: rule posters: field when: found \"request.purpose.stage == 5\", expected a CEL condition "
                        + "that is true or false: line 1, column 23: found no matching overload for '_==_' applied to "
                        + "'(string, int)' (candidates: (%A0, %A0))");
    }

    @Test
    void refusesAModelThatTheCatalogueDoesNotHave() {
        refuses(
                GOOD.replace("gpt-image-2", "gpt-image-9"),
                "house.yaml:9: rule posters: field candidates[0].model: found \"gpt-image-9\", expected a model of the "
                        + "catalogue, one of [");
    }

    @Test
    void refusesATierThatTheModelDoesNotHave() {
        refuses(
                GOOD.replace("tier: high", "tier: 2K"),
                "house.yaml:9: rule posters: field candidates[0].tier: found \"2K\", expected one of "
                        + "[low, medium, high, auto], which gpt-image-2 has");
    }

    @Test
    void refusesAMissingTierWhereTheModelHasQualities() {
        refuses(
                GOOD.replace(", tier: high", ""),
                "house.yaml:9: rule posters: field candidates[0].tier: found nothing, expected one of "
                        + "[low, medium, high, auto], which gpt-image-2 has");
    }

    @Test
    void refusesALaneThatIsNone() {
        refuses(
                GOOD.replace("lane: BATCH", "lane: FAST"),
                "house.yaml:13: rule fallback: field candidates[0].lane: found \"FAST\", expected STANDARD or BATCH");
    }

    @Test
    void refusesTheBatchLaneWhereTheModelHasNone() {
        refuses(
                GOOD.replace("gemini-3.1-flash-image", "seedream-4-0-250828"),
                "house.yaml:13: rule fallback: field candidates[0].lane: found \"BATCH\", expected STANDARD: "
                        + "seedream-4-0-250828 has no batch lane");
    }

    @Test
    void refusesTwoRulesOfOneId() {
        String rule = GOOD.substring(GOOD.indexOf("  - id: posters"), GOOD.indexOf("fallback:"));

        refuses(
                GOOD.replace("fallback:", rule + "fallback:"),
                "house.yaml:11: rule posters: field id: found \"posters\", expected an id that no other rule has");
    }

    @Test
    void refusesARuleCalledFallback() {
        refuses(
                GOOD.replace("id: posters", "id: fallback"),
                "house.yaml:6: rule fallback: field id: found \"fallback\", expected an id that no other rule has");
    }

    @Test
    void refusesNoAttemptsAtAll() {
        refuses(
                GOOD.replace("attempts: 2", "attempts: 0"),
                "house.yaml:4: the file: field limits.attempts: found 0, expected a whole number from 1 to 20");
    }

    @Test
    void refusesTextThatIsNoYaml() {
        refuses(GOOD + "  - [", "house.yaml:" + GOOD.lines().count() + ": the file: field (all): found ");
    }

    @Test
    void tellsEveryMistakeOfEveryFile() {
        String bad = GOOD.replace("high", "best").replace("lane: BATCH", "lane: FAST");

        assertThatThrownBy(() -> Policies.read(CATALOG, Map.of("a.yaml", bad, "b.yaml", bad), "house"))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("routing policies have 4 mistake(s):");
    }

    @Test
    void refusesTwoPoliciesOfOneName() {
        assertThatThrownBy(() -> Policies.read(CATALOG, Map.of("a.yaml", GOOD, "b.yaml", GOOD), "house"))
                .hasMessageContaining(
                        "the file: field name: found \"house\", expected a name that no other policy has");
    }

    private static Policy house(String document) {
        return Policies.read(CATALOG, Map.of("house.yaml", document), "house")
                .named(null)
                .orElseThrow();
    }

    private static void refuses(String document, String message) {
        assertThatThrownBy(() -> Policies.read(CATALOG, Map.of("house.yaml", document), "house"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("\n  " + message);
    }
}
