package io.diptych.simulator.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngPressTest {

    private static final String SCENE = "A jar of cream labelled \"Aloe Calm\" in a sunny kitchen";
    private static final String PACKSHOT = "A jar of cream labelled \"Aloe Calm\" on a pure white background";

    @ParameterizedTest
    @CsvSource({"1024,1024", "1536,1024", "928,1152", "424,632", "2752,1536", "384,3072"})
    void drawsExactlyTheSizeAskedFor(int width, int height) throws IOException {
        BufferedImage image = decode(print(SCENE, "gpt-image-2", 1, width, height, Defect.NONE));

        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(colours(image)).hasSizeGreaterThan(50);
    }

    @Test
    void drawsTheSameBytesForTheSamePicture() {
        assertThat(print(SCENE, "gpt-image-2", 1)).isEqualTo(print(SCENE, "gpt-image-2", 1));
    }

    @Test
    void drawsAnotherImageForAnotherPromptModelOrSeed() {
        byte[] image = print(SCENE, "gpt-image-2", 1);

        assertThat(print(PACKSHOT, "gpt-image-2", 1)).isNotEqualTo(image);
        assertThat(print(SCENE, "gemini-3.1-flash-image", 1)).isNotEqualTo(image);
        assertThat(print(SCENE, "gpt-image-2", 2)).isNotEqualTo(image);
    }

    @Test
    void leavesTheBackgroundPureWhiteWhenThePromptAsksForIt() throws IOException {
        BufferedImage image = decode(print(PACKSHOT, "gpt-image-2", 1));

        int[] margin = image.getRGB(0, 0, 1024, 100, null, 0, 1024);
        assertThat(margin).containsOnly(0xFFFFFFFF);
        assertThat(image.getRGB(512, 700)).isNotEqualTo(0xFFFFFFFF);
    }

    @Test
    void lettersTheQuotedTextOnTheProduct() {
        byte[] one = print("A box \"A\" on a white background", "gpt-image-2", 1);
        byte[] other = print("A box \"B\" on a white background", "gpt-image-2", 1);

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void weighsWhatAPhotographWouldWeigh() {
        assertThat(print(SCENE, "gpt-image-2", 1).length).isBetween(30_000, 300_000);
        assertThat(print(PACKSHOT, "gpt-image-2", 1).length).isBetween(30_000, 300_000);
    }

    @Test
    void aBlankImageHasOneColour() throws IOException {
        assertThat(colours(decode(print(SCENE, "gpt-image-2", 1, 1024, 1024, Defect.BLANK))))
                .hasSize(1);
    }

    @Test
    void anImageOfWrongRatioIsNarrower() throws IOException {
        BufferedImage image = decode(print(SCENE, "gpt-image-2", 1, 1024, 1024, Defect.WRONG_RATIO));

        assertThat(image.getWidth()).isEqualTo(768);
        assertThat(image.getHeight()).isEqualTo(1024);
    }

    private static byte[] print(String prompt, String model, long seed) {
        return print(prompt, model, seed, 1024, 1024, Defect.NONE);
    }

    private static byte[] print(String prompt, String model, long seed, int width, int height, Defect defect) {
        return PngPress.print(new Scene(new Picture(seed, model, prompt, width, height, 0, defect)));
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int[] colours(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).distinct().toArray();
    }
}
