package io.diptych.router.policy;

import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Mode;
import io.diptych.events.Stage;
import io.diptych.events.Tier;
import io.diptych.router.request.RoutingRequest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPartsTest {
    private static final List<String> PARTS = List.of(
            "request.purpose.stage == 'POSTER'",
            "request.purpose.stage in ['DRAFT', 'HERO']",
            "request.tier != 'PRO'",
            "request.output.count >= 3",
            "request.output.count < 2",
            "request.constraints.textHeavy",
            "size(request.constraints.expectedText) > 0",
            "request.prompt.contains('shoe')",
            "request.prompt.matches('(?i)\\\\bPOSTERS?\\\\b')",
            "settings.provider == 'openai'",
            "request.mode == 'EDIT'",
            "true");

    /// `size(prompt) >= 0` is always true and is left to CEL, which so decides the whole condition by itself.
    private static final String LEFT_TO_CEL = "size(request.prompt) >= 0";

    private final Conditions conditions = new Conditions(Map.of("provider", "openai"));

    @Test
    void saysWhatCelSays() {
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            String expression = expression(random, 3);
            Condition plain = conditions.compile(expression).condition();
            Condition byCel = conditions
                    .compile("(" + expression + ") == true || !(" + LEFT_TO_CEL + ")")
                    .condition();
            for (int j = 0; j < 20; j++) {
                RoutingRequest request = anyRequest(random);
                assertThat(plain.holds(request)).as(expression).isEqualTo(byCel.holds(request));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"size(request.prompt) > 3", "request.context.labels.x == 'y'", "request.output.count + 1 > 2"})
    void leavesToCelWhatIsNotPlain(String expression) {
        Conditions.Compiled compiled = conditions.compile("request.mode == 'EDIT' && " + expression);

        assertThat(compiled.conjuncts()).hasSize(2);
        assertThat(compiled.condition().holds(routingWith(_ -> {}))).isFalse();
    }

    private static String expression(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return PARTS.get(random.nextInt(PARTS.size()));
        }
        String left = expression(random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> "!(" + left + ")";
            case 1 -> "(" + left + " && " + expression(random, depth - 1) + ")";
            default -> "(" + left + " || " + expression(random, depth - 1) + ")";
        };
    }

    private static RoutingRequest anyRequest(Random random) {
        return routingWith(request -> {
            request.setPrompt(random.nextBoolean() ? "a red shoe" : "two posters");
            request.setTier(List.of(Tier.values()).get(random.nextInt(3)));
            request.setMode(random.nextBoolean() ? Mode.GENERATE : Mode.EDIT);
            request.getPurposeBuilder().setStage(List.of(Stage.values()).get(random.nextInt(Stage.values().length)));
            request.getOutputBuilder().setCount(1 + random.nextInt(5));
            request.getConstraintsBuilder().setTextHeavy(random.nextBoolean());
            request.getConstraintsBuilder().setExpectedText(random.nextBoolean() ? List.of() : List.of("SALE"));
        });
    }
}
