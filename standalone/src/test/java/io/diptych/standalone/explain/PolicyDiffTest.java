package io.diptych.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.standalone.explain.PolicyDiff.Change;
import io.diptych.standalone.explain.PolicyDiff.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {
    private static final String OLD = """
            name: shop
            version: "1"
            limits: {attempts: 3}
            rules:
              - {id: a, when: "true", because: one}
              - {id: b, when: "true", because: two}
              - {id: c, when: "false", because: three}
            """;

    @Test
    void saysNothingOfTheSame() {
        assertThat(between(OLD, OLD)).isEmpty();
    }

    @Test
    void tellsWhatCameWentAndChanged() {
        String now = OLD.replace("version: \"1\"", "version: \"2\"")
                .replace("attempts: 3", "attempts: 2")
                .replace("{id: a, when: \"true\", because: one}", "{id: d, when: \"true\", because: new}")
                .replace("because: three", "because: more");

        assertThat(between(OLD, now))
                .containsExactly(
                        new Change(Kind.CHANGED, "version", List.of("1 → 2")),
                        new Change(Kind.CHANGED, "limits", List.of("attempts: 3 → 2")),
                        new Change(Kind.ADDED, "rule d", List.of()),
                        new Change(Kind.CHANGED, "rule c", List.of("because: three → more")),
                        new Change(Kind.REMOVED, "rule a", List.of()));
    }

    @Test
    void tellsThatRulesChangedPlaces() {
        String now = """
                name: shop
                version: "1"
                limits: {attempts: 3}
                rules:
                  - {id: b, when: "true", because: two}
                  - {id: a, when: "true", because: one}
                  - {id: c, when: "false", because: three}
                """;

        assertThat(between(OLD, now))
                .containsExactly(
                        new Change(Kind.MOVED, "rule b", List.of("from 2 to 1")),
                        new Change(Kind.MOVED, "rule a", List.of("from 1 to 2")));
    }

    private static List<Change> between(String before, String after) {
        return PolicyDiff.between(new PolicyFile("old.yaml", before), new PolicyFile("new.yaml", after))
                .changes();
    }
}
