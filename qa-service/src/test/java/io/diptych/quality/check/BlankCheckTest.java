package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.intake.TestImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BlankCheckTest {
    private final BlankCheck check = new BlankCheck();

    @Test
    void passesAnImageWithSomethingToSee() {
        Finding finding = examine(TestImages.scene(256, 256));

        assertThat(finding.status()).isEqualTo(CheckStatus.PASSED);
        assertThat(finding.measured().get("deviation")).isGreaterThan(20);
        assertThat(finding.measured().get("colours")).isGreaterThan(30);
    }

    @Test
    void passesASmallProductOnAWhiteGround() {
        BufferedImage image = TestImages.flat(256, 256, Color.WHITE);
        Graphics2D canvas = image.createGraphics();
        canvas.drawImage(TestImages.scene(48, 48), 104, 104, null);
        canvas.dispose();

        assertThat(examine(image).status()).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void failsOneColourAllOver() {
        Finding finding = examine(TestImages.flat(256, 256, Color.GRAY));

        assertThat(finding.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.measured()).containsEntry("deviation", 0.0).containsEntry("colours", 1.0);
    }

    @Test
    void failsAGroundWithNothingButNoise() {
        BufferedImage image = TestImages.flat(256, 256, Color.GRAY);
        RandomGenerator random = new Random(7);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                int shade = 128 + random.nextInt(-5, 6);
                image.setRGB(x, y, shade << 16 | shade << 8 | shade);
            }
        }

        Finding finding = examine(image);

        assertThat(finding.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.measured().get("deviation")).isBetween(2.5, 4.0);
    }

    @Test
    void failsAFewFlatColoursHoweverFarApart() {
        BufferedImage image = TestImages.flat(256, 256, Color.BLACK);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, 256, 128);
        canvas.dispose();

        Finding finding = examine(image);

        assertThat(finding.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.detail())
                .isEqualTo("luminance deviates by 127.50 (at least 4.00), 2 distinct colours (at least 8)");
    }

    private Finding examine(BufferedImage image) {
        return check.examine(Specimen.of(Picture.of(image), Expectation.ofSize(256, 256)), check.thresholds());
    }
}
