package io.diptych.worker.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.AssetRef;
import io.diptych.events.Context;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Mode;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.events.Tier;
import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.testing.Jobs;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PromptWriterTest {
    static {
        TrustedEvents.install();
    }

    private static final String NANO_BANANA = "gemini-3-pro-image";
    private static final String GPT_IMAGE = "gpt-image-2";

    @Test
    void leavesTheCallersOwnWordsAlone() throws UnusablePromptException {
        assertThat(PromptWriter.write(job(GPT_IMAGE, request -> request)))
                .isEqualTo(new Prompt("a red cup on a white table", null, null));
    }

    @Test
    void declaresReferencesToNanoBanana() throws UnusablePromptException {
        assertThat(PromptWriter.write(job(NANO_BANANA, PromptWriterTest::whiteBackground)))
                .isEqualTo(new Prompt("""
                        Image 1: the subject. Keep its shape, colours, material and lettering exactly.
                        Image 2: the style. Take its light, palette and mood, none of its objects.

                        Subject: a steel kettle
                        Material: brushed steel
                        View: the front
                        Background: pure white (#FFFFFF), soft contact shadow
                        Label text: "ACME"
                        Camera: 85 mm, f/8, eye level, sharp from edge to edge
                        Light: two large softboxes, 5500 K, no reflections on the lettering
                        Exclude: other objects, other text, borders""", null, "white-background@1"));
    }

    @Test
    void tellsGptImageTheSameInSentences() throws UnusablePromptException {
        assertThat(PromptWriter.write(job(GPT_IMAGE, PromptWriterTest::whiteBackground)))
                .isEqualTo(new Prompt("""
                        Keep the product in the first image exactly as it is. Follow the light, palette and mood of the second image.

                        A product photograph of a steel kettle, seen from the front, alone on a pure white background with a soft shadow below it.
                        It is made of brushed steel.
                        Its label reads "ACME", letter for letter.
                        Photographed with an 85 mm lens at f/8, large softboxes left and right, true colours, fine grain of the material visible.
                        Nothing else is in the picture: no text, no props, no border.""", null, "white-background@1"));
    }

    @Test
    void keepsCameraTermsForTheProfessionalTier() throws UnusablePromptException {
        Prompt prompt = PromptWriter.write(
                job(GPT_IMAGE, request -> whiteBackground(request).setTier(Tier.STANDARD)));

        assertThat(prompt.text()).doesNotContain("85 mm");
    }

    @Test
    void addsTheMotionThatAFilmsLabelAsksFor() throws UnusablePromptException {
        Prompt prompt = PromptWriter.write(job(
                "veo-3.1-generate-001",
                request -> request.setMode(Mode.ANIMATE)
                        .setContext(Context.newBuilder()
                                .setLabels(Map.of("motion", "stable"))
                                .build())
                        .setPrompt(null)
                        .setTemplate("product-film")
                        .setVariables(Map.of("product", "A steel kettle"))));

        assertThat(prompt)
                .isEqualTo(new Prompt(
                        "A steel kettle turns slowly in the light.\n"
                                + "The camera moves slowly and smoothly; the product keeps its shape and its lettering.",
                        "text overlays, watermarks, extra objects, fast motion, camera shake, morphing, warped lettering,"
                                + " cuts",
                        "product-film@1"));
    }

    @Test
    void namesATemplateThatIsNotThere() {
        assertRefused(
                request -> request.setTemplate("no-such"),
                "request.template",
                "request.template is \"no-such\"",
                "white-background@1");
    }

    @Test
    void namesAVersionThatIsNotThere() {
        assertRefused(request -> request.setTemplate("white-background@99"), "request.template", "white-background@99");
    }

    @Test
    void namesAVariableThatIsMissing() {
        assertRefused(
                request -> request.setTemplate("white-background"),
                "request.variables.product",
                "request.variables.product is missing");
    }

    @Test
    void namesAVariableThatIsNotTheTemplates() {
        assertRefused(
                request -> request.setTemplate("white-background")
                        .setVariables(Map.of("product", "a kettle", "colour", "red")),
                "request.variables.colour",
                "product");
    }

    @Test
    void namesANumberThatIsNone() {
        assertRefused(
                request -> request.setTemplate("poster")
                        .setVariables(Map.of("product", "a kettle", "headline", "Hot", "price", "cheap")),
                "request.variables.price",
                "\"cheap\"");
    }

    @Test
    void saysWhichVersionItTook() {
        assertThat(PromptWriter.versionFor(job(GPT_IMAGE, PromptWriterTest::whiteBackground)))
                .isEqualTo("white-background@1");
        assertThat(PromptWriter.versionFor(job(GPT_IMAGE, request -> request))).isNull();
    }

    private static void assertRefused(
            UnaryOperator<GenerationRequest.Builder> change, String field, String... message) {
        assertThatThrownBy(() -> PromptWriter.write(job(GPT_IMAGE, change)))
                .isInstanceOfSatisfying(
                        UnusablePromptException.class,
                        e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContainingAll(message);
    }

    private static GenerationRequest.Builder whiteBackground(GenerationRequest.Builder request) {
        return request.setPrompt(null)
                .setTier(Tier.PRO)
                .setTemplate("white-background")
                .setVariables(Map.of("product", "a steel kettle", "label", "ACME", "material", "brushed steel"))
                .setReferences(List.of(reference(ReferenceRole.SUBJECT), reference(ReferenceRole.STYLE)));
    }

    private static Reference reference(ReferenceRole role) {
        return new Reference(new AssetRef("file:/a", "0".repeat(64), "image/png", 8, 8, 100L), role);
    }

    private static GenerationJob job(String model, UnaryOperator<GenerationRequest.Builder> change) {
        return Jobs.job("r1", model, Lane.INTERACTIVE)
                .setRequest(change.apply(Jobs.request("r1")).build())
                .build();
    }
}
