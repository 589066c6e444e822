package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.intake.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionCheckTest {
    private final ResolutionCheck exact = new ResolutionCheck(new ResolutionThresholds(0, 0.01));
    private final ResolutionCheck tolerant = new ResolutionCheck(new ResolutionThresholds(0.05, 0.01));

    @Test
    void passesTheSizeOfTheRoute() {
        Finding finding = exact.examine(picture(200, 100), new Expectation(200, 100));

        assertThat(finding.status()).isEqualTo(CheckStatus.PASSED);
    }

    @ParameterizedTest
    @CsvSource({"199,100", "201,100", "200,99", "100,200", "400,200"})
    void failsAnyOtherSize(int width, int height) {
        Finding finding = exact.examine(picture(width, height), new Expectation(200, 100));

        assertThat(finding.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.detail()).isEqualTo("image is " + width + "x" + height + ", the route is 200x100");
    }

    @ParameterizedTest
    @CsvSource({"204,102,PASSED", "210,105,PASSED", "212,106,FAILED", "206,100,FAILED", "200,103,FAILED"})
    void allowsTheSameRatioWithinItsTolerances(int width, int height, CheckStatus status) {
        Finding finding = tolerant.examine(picture(width, height), new Expectation(200, 100));

        assertThat(finding.status()).isEqualTo(status);
    }

    @Test
    void measuresHowFarOffTheImageIs() {
        Finding finding = exact.examine(picture(220, 100), new Expectation(200, 100));

        assertThat(finding.measured().get("sideError")).isEqualTo(0.1);
        assertThat(finding.measured().get("ratioError")).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void failsAgainstASizeThatNoImageCanHave() {
        assertThat(tolerant.examine(picture(10, 10), new Expectation(0, 0)).status())
                .isEqualTo(CheckStatus.FAILED);
    }

    private static Picture picture(int width, int height) {
        return Picture.of(TestImages.scene(width, height));
    }
}
