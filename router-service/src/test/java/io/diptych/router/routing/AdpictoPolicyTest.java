package io.diptych.router.routing;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CircuitState;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.events.Tier;
import io.diptych.router.budget.Headroom;
import io.diptych.router.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The eight rows of Adpicto's table.
class AdpictoPolicyTest extends ShippedPolicyTest {
    private static final Policy POLICY = policy("adpicto");
    private static final Consumer<GenerationRequest.Builder> PRO_TIER = request -> request.setTier(Tier.PRO);

    /// What the rows ask for.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Row {
        PRO_USER(PRO_TIER),
        HIGH_QUALITY(request -> request.getPreferencesBuilder().setHighQuality(true)),
        FREE(request -> request.setTier(Tier.FREE)),
        CAROUSEL(request -> request.getOutputBuilder().setCount(6)),
        PLATFORM_VARIANTS(request -> {
            request.setLane(Lane.BULK);
            request.getOutputBuilder().setCount(10).setAspectRatio("9:16");
        }),
        QUOTE_GRAPHIC(request -> request.getConstraintsBuilder().setExpectedText(List.of("Bonjour"))),
        CAPTIONED(request -> request.getConstraintsBuilder().setTextHeavy(true)),
        EDIT_OF_AN_UPLOAD(request -> {
            request.setMode(Mode.EDIT);
            request.setReferences(references(ReferenceRole.SUBJECT));
        }),
        EDIT_BY_A_PRO(request -> {
            request.setTier(Tier.PRO);
            request.setMode(Mode.EDIT);
            request.setReferences(references(ReferenceRole.SUBJECT));
        }),
        EDIT_INSIDE_A_MASK(request -> {
            request.setMode(Mode.EDIT);
            request.setReferences(references(ReferenceRole.SUBJECT, ReferenceRole.MASK));
        }),
        FOUR_K_AD(request -> request.getOutputBuilder().setResolution("4K").setAspectRatio("16:9")),
        PRO_IN_A_RATIO_THAT_GPT_LACKS(
                PRO_TIER.andThen(request -> request.getOutputBuilder().setAspectRatio("4:1")));

        private final Consumer<GenerationRequest.Builder> change;

        Row(Consumer<GenerationRequest.Builder> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PRO_USER,                       pro-mode,       gpt-image-2 high",
        "HIGH_QUALITY,                   pro-mode,       gpt-image-2 high",
        "FREE,                           fallback,       gemini-3.1-flash-image 1K",
        "CAROUSEL,                       fallback,       gemini-3.1-flash-image 1K",
        "PLATFORM_VARIANTS,              fallback,       gemini-3.1-flash-image 1K",
        "QUOTE_GRAPHIC,                  on-image-text,  gemini-3.1-flash-image 1K",
        "CAPTIONED,                      on-image-text,  gemini-3.1-flash-image 1K",
        "EDIT_OF_AN_UPLOAD,              edit,           gemini-3.1-flash-image 1K",
        "EDIT_BY_A_PRO,                  edit,           gemini-3.1-flash-image 1K",
        "EDIT_INSIDE_A_MASK,             edit,           gpt-image-2 medium",
        "FOUR_K_AD,                      four-k,         gemini-3.1-flash-image 4K",
        "PRO_IN_A_RATIO_THAT_GPT_LACKS,  pro-mode,       gemini-3.1-flash-image 1K",
    })
    void goesAsTheTableSays(Row row, String rule, String route) {
        Decision decision = decide(POLICY, BY_DEFAULT, routingWith(row.change));

        assertThat(decision.ruleId()).isEqualTo(rule);
        assertThat(chosen(decision)).isEqualTo(route);
    }

    @Test
    void saysWhichRatioGptLacks() {
        Decision decision = decide(POLICY, BY_DEFAULT, routingWith(Row.PRO_IN_A_RATIO_THAT_GPT_LACKS.change));

        assertThat(reason(decision, GPT)).isEqualTo("does not make 4:1 at 1K");
        assertThat(decision.chosen().orElseThrow().aspectRatio()).isEqualTo("4:1");
        assertThat(decision.chosen().orElseThrow().substitutions()).isEmpty();
    }

    @Test
    void editsByOpenAiWhereThatIsOptedInto() {
        Policy optedIn = policy("adpicto", Map.of("imageEditProvider", "openai"));

        Decision decision = decide(optedIn, BY_DEFAULT, routingWith(Row.EDIT_OF_AN_UPLOAD.change));

        assertThat(decision.ruleId()).isEqualTo("edit-by-openai");
        assertThat(chosen(decision)).isEqualTo("gpt-image-2 medium");
    }

    @Test
    void degradesWithoutAnOpenAiKey() {
        ModelHealth noKey = new ModelHealth(CircuitState.CLOSED, null, false, "OPENAI_API_KEY is not set");

        Decision decision = decide(
                POLICY, BY_DEFAULT, new RoutingState(AT, 0, Map.of(GPT, noKey), Headroom.NONE), routingWith(PRO_TIER));

        assertThat(chosen(decision)).isEqualTo("gemini-3.1-flash-image 1K");
        assertThat(reason(decision, GPT)).isEqualTo("no key is configured for it: OPENAI_API_KEY is not set");
    }

    @ParameterizedTest
    @EnumSource(
            value = Row.class,
            names = {"PRO_USER", "FREE", "FOUR_K_AD"})
    void takesTheOtherModelWhereAProviderIsRateLimitedOrDown(Row row) {
        String first = decide(POLICY, BY_DEFAULT, routingWith(row.change))
                .chosen()
                .orElseThrow()
                .model();
        ModelHealth limited = new ModelHealth(CircuitState.CLOSED, AT.plusSeconds(60), true, "429");
        ModelHealth down = new ModelHealth(CircuitState.OPEN, null, true, "503");

        for (ModelHealth trouble : List.of(limited, down)) {
            Decision decision = decide(
                    POLICY,
                    BY_DEFAULT,
                    new RoutingState(AT, 0, Map.of(first, trouble), Headroom.NONE),
                    routingWith(row.change));

            assertThat(decision.chosen().orElseThrow().model()).isNotEqualTo(first);
            assertThat(decision.remaining()).extracting(PlannedRoute::model).contains(first);
        }
    }
}
