package io.diptych.quality.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.intake.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionCheckTest {
    private static final Thresholds EXACT = new ResolutionCheck().thresholds();
    private static final Thresholds TOLERANT =
            EXACT.with(Map.of("maxSideError", 0.05, "warnRatioError", 0.01, "maxRatioError", 0.02));

    @Test
    void passesTheSizeOfTheRoute() {
        Finding finding = examine(200, 100, 200, 100, EXACT);

        assertThat(finding.status()).isEqualTo(CheckStatus.PASSED);
    }

    @ParameterizedTest
    @CsvSource({"199,100", "201,100", "200,99", "100,200", "400,200"})
    void failsAnyOtherSize(int width, int height) {
        Finding finding = examine(width, height, 200, 100, EXACT);

        assertThat(finding.status()).isEqualTo(CheckStatus.FAILED);
        assertThat(finding.detail()).isEqualTo("image is " + width + "x" + height + ", the route is 200x100");
    }

    @ParameterizedTest
    @CsvSource({
        "204,102,PASSED",
        "210,105,PASSED",
        "212,106,FAILED",
        "206,100,FAILED",
        "203,100,WARNED",
        "200,103,FAILED"
    })
    void allowsTheSameRatioWithinItsTolerances(int width, int height, CheckStatus status) {
        Finding finding = examine(width, height, 200, 100, TOLERANT);

        assertThat(finding.status()).isEqualTo(status);
    }

    @Test
    void measuresHowFarOffTheImageIs() {
        Finding finding = examine(220, 100, 200, 100, EXACT);

        assertThat(finding.measured().get("sideError")).isEqualTo(0.1);
        assertThat(finding.measured().get("ratioError")).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void asksNothingWhereAnySizeWillDo() {
        assertThat(examine(10, 10, Expectation.ANY, Expectation.ANY, EXACT).asked())
                .isFalse();
    }

    @Test
    void failsAgainstASizeThatNoImageCanHave() {
        assertThat(examine(10, 10, 0, 0, TOLERANT).status()).isEqualTo(CheckStatus.FAILED);
    }

    private static Finding examine(int width, int height, int routeWidth, int routeHeight, Thresholds limits) {
        Specimen specimen =
                Specimen.of(Picture.of(TestImages.scene(width, height)), Expectation.ofSize(routeWidth, routeHeight));
        return new ResolutionCheck().examine(specimen, limits);
    }
}
