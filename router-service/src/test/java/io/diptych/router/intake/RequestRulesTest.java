package io.diptych.router.intake;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.CATALOG;
import static io.diptych.router.Requests.request;
import static io.diptych.router.Requests.requestWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Mode;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    private final RequestRules rules = new RequestRules(CATALOG, List.of("dual-engine", "gpt-only"));

    @Test
    void takesARequestThatKeepsEveryRule() {
        assertThat(rules.check(request(), AT)).isEmpty();
        assertThat(violations(request -> {
                    request.setRequestId("x".repeat(64));
                    request.setPolicy("gpt-only");
                    request.getOutputBuilder().setCount(10);
                    request.getOutputBuilder().setAspectRatio("4:5");
                    request.getOutputBuilder().setResolution("4K");
                    request.getOutputBuilder().setMediaType("image/webp");
                    request.getConstraintsBuilder().setDeadline(AT.plusMillis(1));
                    request.getPreferencesBuilder().setQuality(1.0);
                    request.getPreferencesBuilder().setPinnedModel("gpt-image-2");
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 11})
    void refusesACountOutOfRange(int count) {
        refuses(
                request -> request.getOutputBuilder().setCount(count),
                "output.count",
                "output.count is " + count + ", must be 1..10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"square", "4x5", "0:1", "1:50", ""})
    void refusesAnUnknownAspectRatio(String ratio) {
        refuses(
                request -> request.getOutputBuilder().setAspectRatio(ratio),
                "output.aspectRatio",
                "output.aspectRatio is '" + ratio
                        + "', must be one of [1:1, 1:4, 1:8, 2:3, 3:2, 3:4, 4:1, 4:3, 4:5, 5:4, 8:1, "
                        + "9:16, 16:9, 21:9]; give an exact width and height for any other");
    }

    @Test
    void refusesAWidthWithoutHeight() {
        refuses(
                request -> request.getOutputBuilder().setWidth(1024),
                "output.height",
                "output.height is null, must be given with a width");
    }

    @Test
    void refusesAHeightWithoutWidth() {
        refuses(
                request -> request.getOutputBuilder().setHeight(1024),
                "output.width",
                "output.width is null, must be given with a height");
    }

    @Test
    void refusesASizeThatIsNotPositive() {
        refuses(
                request -> {
                    request.getOutputBuilder().setWidth(0);
                    request.getOutputBuilder().setHeight(1024);
                },
                "output.width",
                "output.width is 0, must be 1 or more");
    }

    @Test
    void refusesARatioBesideAnExactSize() {
        refuses(
                request -> {
                    request.getOutputBuilder().setWidth(1024);
                    request.getOutputBuilder().setHeight(1024);
                    request.getOutputBuilder().setAspectRatio("1:1");
                },
                "output.aspectRatio",
                "output.aspectRatio is '1:1', must be null where an exact size is given");
    }

    @Test
    void refusesAnUnknownResolution() {
        refuses(
                request -> request.getOutputBuilder().setResolution("8K"),
                "output.resolution",
                "output.resolution is '8K', must be one of [0.5K, 1K, 2K, 4K]");
    }

    @Test
    void refusesAnUnknownMediaType() {
        refuses(
                request -> request.getOutputBuilder().setMediaType("image/gif"),
                "output.mediaType",
                "output.mediaType is 'image/gif', must be one of [image/png, image/jpeg, image/webp]");
    }

    @Test
    void refusesSecondsOfAnImage() {
        refuses(
                request -> request.getOutputBuilder().setSeconds(8),
                "output.seconds",
                "output.seconds is 8, must be null for an image");
    }

    @Test
    void refusesAMissingPrompt() {
        refuses(
                request -> request.setPrompt(null),
                "prompt",
                "prompt is null, must have 1..32000 characters, not all blank");
    }

    @Test
    void refusesABlankPrompt() {
        refuses(
                request -> request.setPrompt(" \n"),
                "prompt",
                "prompt is ' \n', must have 1..32000 characters, not all blank");
    }

    @Test
    void refusesAnOverlongPrompt() {
        refuses(
                request -> request.setPrompt("x".repeat(32_001)),
                "prompt",
                "prompt is '" + "x".repeat(80)
                        + "...' (32001 characters), must have 1..32000 characters, not all blank");
    }

    @Test
    void acceptsATemplateWithItsVariablesInPlaceOfAPrompt() {
        assertThat(violations(request -> {
                    request.setPrompt(null);
                    request.setTemplate("poster");
                    request.setVariables(Map.of("product", "a red shoe"));
                }))
                .isEmpty();
    }

    @Test
    void refusesATemplateWithoutAName() {
        refuses(
                request -> {
                    request.setPrompt(null);
                    request.setTemplate(" ");
                },
                "template",
                "template is ' ', must name a prompt template, or be null where a prompt is given");
    }

    @Test
    void refusesAPromptBesideATemplate() {
        assertThat(violations(request -> request.setTemplate("sale-poster")))
                .extracting(Violation::message)
                .contains("prompt is 'a red shoe on white', must be null where a template is named");
    }

    @Test
    void refusesVariablesWithoutATemplate() {
        refuses(
                request -> request.setVariables(Map.of("colour", "red")),
                "variables",
                "variables is [colour], must be empty where no template is named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a#b", "12345678901234567890123456789012345678901234567890123456789012345"})
    void refusesAnIdThatIsNone(String id) {
        refuses(
                request -> request.setRequestId(id),
                "requestId",
                "requestId is '" + id + "', must have 1..64 characters and no '#'");
    }

    @Test
    void refusesABlankTenant() {
        refuses(request -> request.setTenant(" "), "tenant", "tenant is ' ', must not be blank");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"EDIT", "VARIATE"})
    void refusesAChangeOfNoImage(Mode mode) {
        refuses(
                request -> request.setMode(mode),
                "references",
                "references is 'empty', must have the image that is to be changed");
    }

    @Test
    void takesReferencesMasksAndFilms() {
        assertThat(violations(request -> request.setReferences(
                        List.of(reference(ReferenceRole.SUBJECT), reference(ReferenceRole.STYLE)))))
                .isEmpty();
        assertThat(violations(request -> {
                    request.setMode(Mode.EDIT);
                    request.setReferences(List.of(reference(ReferenceRole.SUBJECT), reference(ReferenceRole.MASK)));
                }))
                .isEmpty();
        assertThat(violations(request -> {
                    request.setMode(Mode.ANIMATE);
                    request.getOutputBuilder().setMediaType("video/mp4").setSeconds(8);
                    request.setReferences(List.of(reference(ReferenceRole.FIRST_FRAME)));
                }))
                .isEmpty();
    }

    @Test
    void refusesAnImageTypeForAFilm() {
        refuses(
                request -> request.setMode(Mode.ANIMATE),
                "output.mediaType",
                "output.mediaType is 'image/png', must be one of [video/mp4]");
    }

    @Test
    void refusesTwoMasks() {
        refuses(
                request -> {
                    request.setMode(Mode.EDIT);
                    request.setReferences(List.of(
                            reference(ReferenceRole.SUBJECT),
                            reference(ReferenceRole.MASK),
                            reference(ReferenceRole.MASK)));
                },
                "references",
                "references is '2 masks', must have one mask at most");
    }

    @Test
    void refusesAFirstFrameOfAnImage() {
        refuses(
                request -> request.setReferences(List.of(reference(ReferenceRole.FIRST_FRAME))),
                "references",
                "references is 'a FIRST_FRAME in mode GENERATE', must have no first frame in this mode");
    }

    @Test
    void refusesAnUnknownSubstitution() {
        refuses(
                request -> request.getPreferencesBuilder().setSubstitutions(List.of("size", "seed")),
                "preferences.substitutions",
                "preferences.substitutions is 'seed', must be one of [resolution, aspectRatio, size]");
    }

    @Test
    void refusesACleanestAncestorDeeperThanTheRequest() {
        refuses(
                request -> request.getLineageBuilder().setEditDepth(2).setCleanestDepth(3),
                "lineage.cleanestDepth",
                "lineage.cleanestDepth is 3, must be 0..2, which is lineage.editDepth");
    }

    @Test
    void refusesAMaskWithoutAnImage() {
        assertThat(violations(request -> request.setReferences(List.of(reference(ReferenceRole.MASK)))))
                .extracting(Violation::message)
                .contains("references is 'MASK only', must name the image that the mask is for");
    }

    @Test
    void refusesADeadlineInThePast() {
        refuses(
                request -> request.getConstraintsBuilder().setDeadline(AT),
                "constraints.deadline",
                "constraints.deadline is 2026-11-20T10:00:00Z, must be after the request's time 2026-11-20T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWeightsOutOfRange(double weight) {
        String wrong = " is " + weight + ", must be 0..1";

        assertThat(violations(request -> {
                    request.getPreferencesBuilder().setSpeed(weight);
                    request.getPreferencesBuilder().setQuality(weight);
                    request.getPreferencesBuilder().setCost(weight);
                    request.getConstraintsBuilder().setMinQuality(weight);
                }))
                .extracting(Violation::message)
                .containsExactly(
                        "constraints.minQuality" + wrong,
                        "preferences.speed" + wrong,
                        "preferences.quality" + wrong,
                        "preferences.cost" + wrong);
    }

    @Test
    void refusesLimitsThatAreNotPositive() {
        assertThat(violations(request -> {
                    request.getConstraintsBuilder().setSubjects(0);
                    request.getConstraintsBuilder().setMaxLatencyMillis(0L);
                    request.getConstraintsBuilder().setMaxCostMicros(-1L);
                }))
                .extracting(Violation::message)
                .containsExactly(
                        "constraints.subjects is 0, must be 1 or more",
                        "constraints.maxLatencyMillis is 0, must be 1 or more",
                        "constraints.maxCostMicros is -1, must be 1 or more");
    }

    @Test
    void refusesAPinnedModelThatIsNotThere() {
        refuses(
                request -> request.getPreferencesBuilder().setPinnedModel("gpt-image-9"),
                "preferences.pinnedModel",
                "preferences.pinnedModel is 'gpt-image-9', must be a model of the catalogue");
    }

    @Test
    void refusesAPinnedModelThatIsExcluded() {
        refuses(
                request -> {
                    request.getPreferencesBuilder().setPinnedModel("gpt-image-2");
                    request.getPreferencesBuilder().setExcludedModels(List.of("gpt-image-2"));
                },
                "preferences.pinnedModel",
                "preferences.pinnedModel is 'gpt-image-2', must not be among preferences.excludedModels");
    }

    @Test
    void refusesANegativeEditDepth() {
        refuses(
                request -> request.getLineageBuilder().setEditDepth(-1),
                "lineage.editDepth",
                "lineage.editDepth is -1, must be 0 or more");
    }

    @Test
    void refusesAnUnknownPolicy() {
        refuses(
                request -> request.setPolicy("triple-engine"),
                "policy",
                "policy is 'triple-engine', must be one of [dual-engine, gpt-only] or null");
    }

    private void refuses(Consumer<GenerationRequest.Builder> change, String field, String message) {
        assertThat(violations(change)).containsExactly(new Violation(field, message));
    }

    private List<Violation> violations(Consumer<GenerationRequest.Builder> change) {
        return rules.check(requestWith(change), AT);
    }

    private static Reference reference(ReferenceRole role) {
        AssetRef asset = AssetRef.newBuilder()
                .setUri("file:a.png")
                .setSha256("0".repeat(64))
                .setMediaType("image/png")
                .setWidth(8)
                .setHeight(8)
                .setBytes(99)
                .build();
        return Reference.newBuilder().setAsset(asset).setRole(role).build();
    }
}
