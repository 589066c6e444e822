package io.diptych.simulator.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class EaselTest {

    private static final int SIDE = 256;
    private static final String PACKSHOT = "A red mug labelled \"Aloe\" on a white background";

    private final QualityProfiles quality = new QualityProfiles();

    @Test
    void drawsTheProductThatIsNamedInItsColour() throws IOException {
        BufferedImage red = draw("A red mug on a white background");
        BufferedImage blue = draw("A blue mug on a white background");

        Color one = new Color(red.getRGB(SIDE / 2, SIDE * 3 / 10));
        Color other = new Color(blue.getRGB(SIDE / 2, SIDE * 3 / 10));
        assertThat(one.getRed()).isGreaterThan(one.getBlue() + 60);
        assertThat(other.getBlue()).isGreaterThan(other.getRed() + 60);
    }

    @Test
    void wearsAnImageALittleMoreWithEveryEdit() throws IOException {
        byte[] original = png(Color.GRAY);
        byte[] once = edit("make it warmer", original);
        byte[] twice = edit("make it cosier", once);

        assertThat(distance(original, once)).isBetween(0.1, 4.0);
        assertThat(distance(original, twice)).isGreaterThan(distance(original, once));
    }

    @Test
    void whitensTheBackgroundAndKeepsTheSubject() throws IOException {
        BufferedImage original = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = Math.abs(x - SIDE / 2) < 60 && Math.abs(y - SIDE / 2) < 60;
                original.setRGB(x, y, inside ? 0x2040C0 : 0x808080);
            }
        }

        BufferedImage image = decode(edit("the same on a white background", encode(original)));

        assertThat(image.getRGB(3, 3)).isEqualTo(0xFFFFFFFF);
        assertThat(new Color(image.getRGB(SIDE / 2, SIDE / 2)).getBlue()).isBetween(180, 200);
    }

    @Test
    void getsNothingWrongUntilAProfileIsSet() {
        assertThat(quality.applyTo(picture(PACKSHOT, 0)).flaws()).isEmpty();
    }

    @Test
    void getsAShareWrongTheSameShareEachTime() {
        quality.set(Map.of("gpt-image-2", Map.of(Flaw.GARBLED_TEXT, 0.25)));

        List<Integer> first = struck();
        List<Integer> drawnAgain = struck();
        quality.set(Map.of("gpt-image-2", Map.of(Flaw.GARBLED_TEXT, 0.25)));

        assertThat(first).hasSizeBetween(60, 140).isEqualTo(struck());
        assertThat(drawnAgain).hasSizeBetween(60, 140).isNotEqualTo(first);
        quality.set(Map.of("*", Map.of(Flaw.GARBLED_TEXT, 0.5)));
        assertThat(struck()).containsAll(first);
    }

    @Test
    void drawsEachFlaw() throws IOException {
        byte[] good = draw(picture(PACKSHOT, 0));

        assertThat(draw(picture(PACKSHOT, 0).with(Set.of(Flaw.GARBLED_TEXT)))).isNotEqualTo(good);
        assertThat(draw(picture(PACKSHOT, 0).with(Set.of(Flaw.SUBJECT_CHANGED))))
                .isNotEqualTo(good);
        assertThat(decode(draw(picture(PACKSHOT, 0).with(Set.of(Flaw.OFF_WHITE))))
                        .getRGB(2, 2))
                .isEqualTo(0xFF000000 | Scene.OFF_WHITE);
        assertThat(decode(draw(picture(PACKSHOT, 0).with(Set.of(Flaw.WRONG_RATIO))))
                        .getWidth())
                .isEqualTo(SIDE * 3 / 4);
        assertThat(decode(draw(picture(PACKSHOT, 0).with(Set.of(Flaw.BLANK)))).getRGB(SIDE / 2, SIDE / 2))
                .isEqualTo(0xFFFFFFFF);
    }

    @Test
    void drawsWhatHappensToAWholeImage() throws IOException {
        byte[] good = draw(picture(PACKSHOT, 0));

        for (Flaw flaw : List.of(Flaw.TYPO, Flaw.BLURRED, Flaw.NOISY, Flaw.BLOCKY, Flaw.SHADED_WHITE)) {
            byte[] bad = draw(picture(PACKSHOT, 0).with(Set.of(flaw)));
            assertThat(bad).as(flaw.label()).isNotEqualTo(good);
            assertThat(draw(picture(PACKSHOT, 0).with(Set.of(flaw)))).isEqualTo(bad);
            assertThat(decode(bad).getWidth()).isEqualTo(SIDE);
        }
    }

    @Test
    void remembersWhatIsWrongWithAnImage() {
        byte[] file = {1, 2, 3};

        quality.remember(file, Set.of(Flaw.BLANK));
        quality.remember(new byte[] {4}, Set.of());

        assertThat(quality.flawed())
                .containsExactly(Map.entry(
                        "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", Set.of(Flaw.BLANK)));
    }

    @Test
    void takesSharesOnly() {
        assertThatThrownBy(() -> quality.set(Map.of("m", Map.of(Flaw.BLANK, 1.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("m: blank is 1.5, but must be between 0 and 1");
    }

    private List<Integer> struck() {
        return IntStream.range(0, 400)
                .filter(i -> !quality.applyTo(picture(PACKSHOT, i)).flaws().isEmpty())
                .boxed()
                .toList();
    }

    private static Picture picture(String prompt, int index) {
        return new Picture(42, "gpt-image-2", prompt, SIDE, SIDE, index, Defect.NONE);
    }

    private static byte[] draw(Picture picture) throws IOException {
        return Easel.make(Commission.unmasked(picture, List.of(), "png"));
    }

    private static BufferedImage draw(String prompt) throws IOException {
        return decode(draw(picture(prompt, 0)));
    }

    private static byte[] edit(String prompt, byte[] reference) throws IOException {
        return Easel.make(Commission.unmasked(picture(prompt, 0), List.of(reference), "png"));
    }

    private static double distance(byte[] one, byte[] other) throws IOException {
        BufferedImage a = decode(one);
        BufferedImage b = decode(other);
        long sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                sum += Math.abs(new Color(a.getRGB(x, y)).getRed() - new Color(b.getRGB(x, y)).getRed());
            }
        }
        return sum / (double) (SIDE * SIDE);
    }

    private static byte[] png(Color colour) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, colour.getRGB());
            }
        }
        return encode(image);
    }

    private static byte[] encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "png", out)).isTrue();
        return out.toByteArray();
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
