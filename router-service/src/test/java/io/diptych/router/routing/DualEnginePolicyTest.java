package io.diptych.router.routing;

import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.events.Stage;
import io.diptych.router.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stage trees and category defaults of the dual-engine article.
class DualEnginePolicyTest extends ShippedPolicyTest {
    private static final Policy POLICY = policy("dual-engine");

    /// Branches of the article's trees.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Row {
        EXPLORATION(stage(Stage.DRAFT).andThen(request -> request.setLane(Lane.BATCH))),
        EXPLORATION_AT_ONCE(stage(Stage.DRAFT)),
        WHITE_HD_PHOTO(stage(Stage.WHITE_BACKGROUND).andThen(request -> {
            request.setMode(Mode.EDIT);
            request.setReferences(references(ReferenceRole.SUBJECT, ReferenceRole.MASK));
            request.getPurposeBuilder().setHasHdPhoto(true);
        })),
        WHITE_PHONE_SHOTS(stage(Stage.WHITE_BACKGROUND)
                .andThen(request -> request.setReferences(
                        references(ReferenceRole.SUBJECT, ReferenceRole.SUBJECT, ReferenceRole.STYLE)))),
        WHITE_HUNDRED_SKUS(stage(Stage.WHITE_BACKGROUND).andThen(request -> {
            request.setLane(Lane.BATCH);
            request.setReferences(references(ReferenceRole.SUBJECT));
            request.getContextBuilder().setLabels(Map.of("skus", "120"));
        })),
        WHITE_TEXT_ON_THE_PACK(stage(Stage.WHITE_BACKGROUND).andThen(request -> {
            request.setReferences(references(ReferenceRole.SUBJECT));
            request.getConstraintsBuilder().setExpectedText(List.of("Shampoo"));
        })),
        SCENE_VARIANTS(stage(Stage.SCENE_DRAFT).andThen(request -> request.setLane(Lane.BATCH))),
        SCENE_FINAL(stage(Stage.SCENE).andThen(request -> {
            request.setMode(Mode.EDIT);
            request.setReferences(references(ReferenceRole.SCENE, ReferenceRole.MASK));
        })),
        POSTER(stage(Stage.POSTER)),
        POSTER_EVERYDAY(stage(Stage.POSTER)
                .andThen(request -> request.getContextBuilder().setLabels(Map.of("poster", "everyday")))),
        BRAND_KEY_VISUAL(stage(Stage.HERO)),
        POSTER_DRAFT(stage(Stage.POSTER_DRAFT)),
        SOCIAL(stage(Stage.SOCIAL)),
        CLOTHING(category("clothing")),
        COSMETICS(category("cosmetics")),
        SHOES(category("shoes"));

        private final Consumer<GenerationRequest.Builder> change;

        Row(Consumer<GenerationRequest.Builder> change) {
            this.change = change;
        }

        private static Consumer<GenerationRequest.Builder> stage(Stage stage) {
            return request -> request.getPurposeBuilder().setStage(stage);
        }

        private static Consumer<GenerationRequest.Builder> category(String category) {
            return stage(Stage.SCENE_DRAFT).andThen(request -> {
                request.getPurposeBuilder().setCategory(category);
                request.getContextBuilder().setLabels(Map.of("categoryDefaults", "on"));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPLORATION,            drafts,                     gemini-3.1-flash-image 1K batch",
        "EXPLORATION_AT_ONCE,    drafts,                     gemini-3.1-flash-image 1K",
        "WHITE_HD_PHOTO,         white-background,           gpt-image-2 medium",
        "WHITE_PHONE_SHOTS,      white-background-snapshots, gemini-3.1-flash-image 1K",
        "WHITE_HUNDRED_SKUS,     white-background-volume,    gemini-3.1-flash-image 1K batch",
        "WHITE_TEXT_ON_THE_PACK, white-background-text,      gpt-image-2 medium",
        "SCENE_VARIANTS,         drafts,                     gemini-3.1-flash-image 1K batch",
        "SCENE_FINAL,            scene-final,                gpt-image-2 medium",
        "POSTER,                 poster-final,               gpt-image-2 high",
        "POSTER_EVERYDAY,        poster-everyday,            gpt-image-2 medium",
        "BRAND_KEY_VISUAL,       poster-final,               gpt-image-2 high",
        "POSTER_DRAFT,           drafts,                     gemini-3.1-flash-image 1K",
        "SOCIAL,                 social-lightweight,         gemini-3.1-flash-image 1K",
        "CLOTHING,               clothing-throughout,        gemini-3.1-flash-image 1K",
        "COSMETICS,              cosmetics-throughout,       gpt-image-2 medium",
        "SHOES,                  drafts,                     gemini-3.1-flash-image 1K",
    })
    void goesAsTheArticleSays(Row row, String rule, String route) {
        Decision decision = decide(POLICY, BY_DEFAULT, routingWith(row.change));

        assertThat(decision.ruleId()).isEqualTo(rule);
        assertThat(chosen(decision)).isEqualTo(route);
    }
}
