package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.RenderCall;
import java.awt.Color;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectionsTest {
    private static final InputImage IMAGE = Inputs.png(Color.RED);
    private static final Dialect OPENAI =
            Settings.of(URI.create("http://127.0.0.1:1/v1"), "").dialect();

    @Test
    void hasNoneToACallThatKeepsTheRules() {
        assertThat(Objections.to(Inputs.edit("a", IMAGE, Inputs.mask()), OPENAI))
                .isEmpty();
        assertThat(Objections.to(Inputs.edit("a", images(16)), OPENAI)).isEmpty();
        assertThat(Objections.to(Inputs.call("a", Mode.GENERATE, PreviewSink.NONE), OPENAI))
                .isEmpty();
    }

    @Test
    void namesTooManyImagesAndNone() {
        assertObjects(Inputs.edit("a", images(17)), "references has 17 images, but at most 16");
        assertObjects(Inputs.edit("a"), "references is empty, but mode is EDIT");
        assertObjects(Inputs.call("a", Mode.VARIATE, PreviewSink.NONE), "mode is VARIATE");
    }

    @Test
    void namesAMaskThatDoesNotFit() {
        InputImage mask = Inputs.mask();

        assertObjects(Inputs.edit("a", mask), "references is empty");
        assertObjects(Inputs.call("a", Mode.GENERATE, PreviewSink.NONE, mask), "references has a mask, but no image");
        assertObjects(
                Inputs.edit("a", IMAGE, mask(mask.bytes(), 512, 512)), "the mask is 512x512, but must have the size");
        assertObjects(
                Inputs.edit("a", IMAGE, mask(IMAGE.bytes(), Inputs.IN_WIDTH, Inputs.IN_HEIGHT)),
                "without transparency");
        assertObjects(
                Inputs.edit("a", IMAGE, mask(new byte[5 << 20], Inputs.IN_WIDTH, Inputs.IN_HEIGHT)),
                "the mask has 5242880");
    }

    @Test
    void namesAnInputThatIsNoPicture() {
        InputImage odd = new InputImage(ReferenceRole.SUBJECT, new byte[9], "image/gif", 10, 10);

        assertObjects(Inputs.edit("a", odd), "references has an image of type 'image/gif'");
    }

    @Test
    void namesWhatCannotBeMade() {
        assertObjects(Inputs.call("a", Mode.ANIMATE, PreviewSink.NONE), "mode is ANIMATE");
        assertObjects(
                new RenderCall(
                        "a",
                        "m",
                        Mode.GENERATE,
                        "x",
                        "low",
                        "1:1",
                        64,
                        64,
                        "image/jpeg",
                        true,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        PreviewSink.NONE),
                "transparentBackground is true, but mediaType is 'image/jpeg'");
    }

    @Test
    void takesNoImagesWhereTheHostTakesNone() {
        Dialect none = Settings.of(URI.create("http://127.0.0.1:1"), "", Map.of("dialect.references", "none"))
                .dialect();

        assertThat(Objections.to(Inputs.edit("a", IMAGE), none))
                .get()
                .asString()
                .contains("at most 0");
    }

    private static void assertObjects(RenderCall call, String why) {
        assertThat(Objections.to(call, OPENAI)).get().asString().contains(why);
    }

    private static InputImage mask(byte[] bytes, int width, int height) {
        return new InputImage(ReferenceRole.MASK, bytes, "image/png", width, height);
    }

    private static InputImage[] images(int number) {
        return Collections.nCopies(number, IMAGE).toArray(InputImage[]::new);
    }
}
