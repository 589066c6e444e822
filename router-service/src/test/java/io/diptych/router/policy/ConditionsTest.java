package io.diptych.router.policy;

import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Stage;
import io.diptych.events.Tier;
import io.diptych.router.request.RoutingRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    private final Conditions conditions = new Conditions(Map.of("provider", "openai"));
    private final RoutingRequest poster = routingWith(request -> {
        request.setTier(Tier.PRO);
        request.getPurposeBuilder().setStage(Stage.POSTER);
        request.getPurposeBuilder().setCategory("cosmetics");
        request.getOutputBuilder().setCount(4);
        request.getOutputBuilder().setWidth(1024);
        request.getOutputBuilder().setHeight(1536);
        request.getConstraintsBuilder().setTextHeavy(true);
        request.getConstraintsBuilder().setExpectedText(List.of("SALE"));
        request.getConstraintsBuilder().setSubjects(2);
        request.getPreferencesBuilder().setQuality(0.7);
        request.getContextBuilder().setLabels(Map.of("season", "winter"));
    });

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.purpose.stage == 'POSTER'",
                "request.tier == 'PRO' && request.lane == 'INTERACTIVE' && request.mode == 'GENERATE'",
                "request.output.count > 3 && request.output.width == 1024 && request.output.height == 1536",
                "request.output.resolution == '1K' && request.output.aspectRatio == ''",
                "request.constraints.textHeavy && !request.constraints.preserveSubject",
                "request.constraints.expectedText.exists(text, text == 'SALE')",
                "request.constraints.subjects == 2 && request.constraints.maxCostMicros == 0",
                "request.preferences.quality > 0.5 && request.preferences.speed == 0.0",
                "request.purpose.category in ['cosmetics', 'clothing'] && request.purpose.channel == ''",
                "request.context.labels.season == 'winter' && !('colour' in request.context.labels)",
                "request.prompt.contains('shoe') && request.references == 0 && request.lineage.editDepth == 0",
                "request.references.subjects == 0 && !request.references.hasMask && request.references.masks < 1",
                "!request.constraints.hasDeadline && request.constraints.minutesToDeadline == 0",
                "!request.preferences.highQuality && request.template == '' && request.output.seconds <= 0",
                "settings.provider == 'openai' && settings.provider in ['openai', 'google']",
                "request.prompt.matches('(?i)RED\\\\s+shoe') || request.mode == 'EDIT'",
                "size(request.prompt) == 19 && size(request.constraints.expectedText) >= 1",
                "request.prompt.startsWith('a red') && request.prompt.endsWith('white') && true"
            })
    void readsTheRequest(String expression) {
        assertThat(conditions.compile(expression).condition().holds(poster)).isTrue();
    }

    @Test
    void saysNoWhereTheRequestIsOtherwise() {
        assertThat(conditions.compile("request.purpose.stage == 'DRAFT'").condition().holds(poster))
                .isFalse();
    }

    @Test
    void namesAFieldThatIsNotThere() {
        assertThatThrownBy(() -> conditions.compile("request.purpos.stage == 'DRAFT'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no request.purpos.stage; there are request.tenant, request.tier,");
    }

    @Test
    void saysWhereAnExpressionIsWrong() {
        assertThatThrownBy(() -> conditions.compile("request.output.count == 'two'"))
                .hasMessage("line 1, column 22: found no matching overload for '_==_' applied to '(int, string)' "
                        + "(candidates: (%A0, %A0))");
    }

    @Test
    void refusesAnExpressionThatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> conditions.compile("request.output.count + 1"))
                .hasMessage("line 1, column 22: expected type 'bool' but found 'int'");
    }

    @Test
    void saysThatItCannotTellWhereALabelIsMissing() {
        Condition condition = conditions.compile("request.context.labels.colour == 'red'").condition();

        assertThatThrownBy(() -> condition.holds(poster))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("key 'colour' is not present in map");
    }
}
