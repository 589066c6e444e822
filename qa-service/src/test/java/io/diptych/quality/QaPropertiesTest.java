package io.diptych.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.quality.check.BlankThresholds;
import io.diptych.quality.check.ResolutionThresholds;
import io.diptych.quality.intake.IntakeLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class QaPropertiesTest {

    @Test
    void hasDefaultsForAllButTheInstance() {
        QaProperties qa = bind("diptych.qa", QaProperties.class, Map.of("diptych.qa.instance", "qa-0"));

        assertThat(qa).isEqualTo(new QaProperties("qa-0", "default/1", 32, 0));
        assertThat(qa.threadsOrCores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void mapsEveryKey() {
        QaProperties qa = bind(
                "diptych.qa",
                QaProperties.class,
                Map.of(
                        "diptych.qa.instance", "qa-0",
                        "diptych.qa.profile", "strict/2",
                        "diptych.qa.batch", "8",
                        "diptych.qa.threads", "3"));

        assertThat(qa).isEqualTo(new QaProperties("qa-0", "strict/2", 8, 3));
        assertThat(qa.threadsOrCores()).isEqualTo(3);
    }

    @Test
    void hasDefaultsForTheIntake() {
        assertThat(bind("diptych.qa.intake", IntakeLimits.class, Map.of()))
                .isEqualTo(new IntakeLimits(DataSize.ofMegabytes(25), 8192, 40_000_000, DataSize.ofMegabytes(256)));
    }

    @Test
    void mapsEveryKeyOfTheIntake() {
        IntakeLimits limits = bind(
                "diptych.qa.intake",
                IntakeLimits.class,
                Map.of(
                        "diptych.qa.intake.max-bytes", "1MB",
                        "diptych.qa.intake.max-side", "100",
                        "diptych.qa.intake.max-pixels", "5000",
                        "diptych.qa.intake.memory", "2MB"));

        assertThat(limits).isEqualTo(new IntakeLimits(DataSize.ofMegabytes(1), 100, 5000, DataSize.ofMegabytes(2)));
    }

    @Test
    void refusesAnIntakeWithoutMemory() {
        assertThatThrownBy(
                        () -> bind("diptych.qa.intake", IntakeLimits.class, Map.of("diptych.qa.intake.memory", "0B")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("diptych.qa.intake.memory is 0B, must be 1B or more");
    }

    @Test
    void hasDefaultsForTheChecks() {
        assertThat(bind("diptych.qa.resolution", ResolutionThresholds.class, Map.of()))
                .isEqualTo(new ResolutionThresholds(0, 0.01));
        assertThat(bind("diptych.qa.blank", BlankThresholds.class, Map.of())).isEqualTo(new BlankThresholds(4, 8));
    }

    @Test
    void mapsEveryKeyOfTheChecks() {
        assertThat(bind(
                        "diptych.qa.resolution",
                        ResolutionThresholds.class,
                        Map.of(
                                "diptych.qa.resolution.max-side-error", "0.02",
                                "diptych.qa.resolution.max-ratio-error", "0.03")))
                .isEqualTo(new ResolutionThresholds(0.02, 0.03));
        assertThat(bind(
                        "diptych.qa.blank",
                        BlankThresholds.class,
                        Map.of("diptych.qa.blank.min-deviation", "5.5", "diptych.qa.blank.min-colours", "16")))
                .isEqualTo(new BlankThresholds(5.5, 16));
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate(prefix, type);
    }
}
