package io.diptych.router.routing;

import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.GenerationRequest;
import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.events.Stage;
import io.diptych.events.Tier;
import io.diptych.router.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stages, tiers and cues of the two articles on tiered studios.
class StudioPolicyTest extends ShippedPolicyTest {
    private static final Policy POLICY = policy("tiered-studio");

    /// What the articles describe.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Row {
        COMPOSITION_DRAFT(request -> request.getPurposeBuilder().setStage(Stage.DRAFT)),
        KEYWORD_CHECK(request -> request.getContextBuilder().setLabels(Map.of("use", "keyword-check"))),
        THREE_SECOND_POST(request -> request.getPurposeBuilder().setStage(Stage.SOCIAL)),
        SOCIAL_HERO(request -> {
            request.setTier(Tier.PRO);
            request.getPurposeBuilder().setStage(Stage.SOCIAL);
            request.getPreferencesBuilder().setHighQuality(true);
        }),
        MATERIAL_FINISH(request -> request.setPrompt("a lamp of brushed aluminium")),
        FABRIC_WEAVE(request -> request.setPrompt("close-up of the weave of a linen shirt")),
        COMPLEX_LIGHT(request -> request.setPrompt("a chapel with god rays through dust")),
        BRAND_ASSET(request -> request.getConstraintsBuilder().setPreserveSubject(true)),
        TEXT(request -> request.getConstraintsBuilder().setExpectedText(List.of("OPEN"))),
        HERO(request -> request.getPurposeBuilder().setStage(Stage.HERO)),
        TEXTURE(request -> request.setPrompt("a fisherman, gritty portrait")),
        STILL_TO_MOTION(request -> {
            request.setMode(Mode.ANIMATE);
            request.setReferences(references(ReferenceRole.FIRST_FRAME));
            request.getOutputBuilder().setMediaType("video/mp4").setSeconds(8).setAspectRatio("16:9");
        }),
        ANYTHING_ELSE(request -> request.setPrompt("a jungle with an astronaut"));

        private final Consumer<GenerationRequest.Builder> change;

        Row(Consumer<GenerationRequest.Builder> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COMPOSITION_DRAFT, draft,         gemini-2.5-flash-image 1K",
        "KEYWORD_CHECK,     keyword-check, z-image-turbo 1K",
        "THREE_SECOND_POST, social-volume, gemini-2.5-flash-image 1K",
        "SOCIAL_HERO,       hero-brand,    gemini-3-pro-image 1K",
        "MATERIAL_FINISH,   hero-material, gemini-3-pro-image 1K",
        "FABRIC_WEAVE,      hero-material, gemini-3-pro-image 1K",
        "COMPLEX_LIGHT,     hero-light,    gemini-3-pro-image 1K",
        "BRAND_ASSET,       hero-brand,    gemini-3-pro-image 1K",
        "TEXT,              hero-text,     gemini-3-pro-image 1K",
        "HERO,              hero-brand,    gemini-3-pro-image 1K",
        "STILL_TO_MOTION,   motion-stable, veo-3.1-generate-001 1080p",
        "ANYTHING_ELSE,     fallback,      gemini-3.1-flash-image 1K",
    })
    void goesAsTheArticlesSay(Row row, String rule, String route) {
        Decision decision = decide(POLICY, ALL, routingWith(row.change));

        assertThat(decision.ruleId()).isEqualTo(rule);
        assertThat(chosen(decision)).isEqualTo(route);
    }

    @Test
    void givesTextureToSeedream() {
        Decision decision = decide(
                POLICY,
                ALL,
                routingWith(Row.TEXTURE.change.andThen(
                        request -> request.getOutputBuilder().setMediaType("image/jpeg"))));

        assertThat(decision.ruleId()).isEqualTo("texture");
        assertThat(chosen(decision)).isEqualTo("seedream-4-0-250828 1K");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 1"})
    void warnsOfSeveralSubjectsOnZImage(int subjects, int warnings) {
        Decision decision = decide(
                POLICY,
                ALL,
                routingWith(Row.KEYWORD_CHECK.change.andThen(
                        request -> request.getConstraintsBuilder().setSubjects(subjects))));

        assertThat(decision.notes()).hasSize(warnings);
        assertThat(decision.notes()).allSatisfy(note -> assertThat(note).contains("may blend several subjects"));
    }

    @Test
    void makesDraftsWithWhatIsDeployed() {
        Decision decision = decide(POLICY, BY_DEFAULT, routingWith(Row.COMPOSITION_DRAFT.change));

        assertThat(chosen(decision)).isEqualTo("gemini-3.1-flash-image 1K");
        assertThat(reason(decision, "gemini-2.5-flash-image")).isEqualTo("is not deployed here");
    }
}
