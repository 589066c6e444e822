package io.diptych.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.verdict.Unreviewed;
import java.time.Duration;
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

        assertThat(qa).isEqualTo(new QaProperties("qa-0", 32, 0, "", "", Unreviewed.DELIVER));
        assertThat(qa.threadsOrCores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void mapsEveryKey() {
        QaProperties qa = bind(
                "diptych.qa",
                QaProperties.class,
                Map.of(
                        "diptych.qa.instance", "qa-0",
                        "diptych.qa.batch", "8",
                        "diptych.qa.threads", "3",
                        "diptych.qa.profiles", "/etc/profiles.yaml",
                        "diptych.qa.tessdata", "/etc/tessdata",
                        "diptych.qa.unreviewed", "escalate"));

        assertThat(qa)
                .isEqualTo(new QaProperties("qa-0", 8, 3, "/etc/profiles.yaml", "/etc/tessdata", Unreviewed.ESCALATE));
        assertThat(qa.threadsOrCores()).isEqualTo(3);
    }

    @Test
    void hasDefaultsForTheIntake() {
        assertThat(bind("diptych.qa.intake", IntakeLimits.class, Map.of())).isEqualTo(IntakeLimits.DEFAULT);
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
                        "diptych.qa.intake.memory", "2MB",
                        "diptych.qa.intake.decode-time", "3s"));

        assertThat(limits)
                .isEqualTo(new IntakeLimits(
                        DataSize.ofMegabytes(1), 100, 5000, DataSize.ofMegabytes(2), Duration.ofSeconds(3)));
    }

    @Test
    void refusesAnIntakeWithoutMemory() {
        assertThatThrownBy(
                        () -> bind("diptych.qa.intake", IntakeLimits.class, Map.of("diptych.qa.intake.memory", "0B")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("diptych.qa.intake.memory is 0B, must be 1B or more");
    }

    @Test
    void refusesToDecodeInNoTime() {
        assertThatThrownBy(() ->
                        bind("diptych.qa.intake", IntakeLimits.class, Map.of("diptych.qa.intake.decode-time", "0s")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("diptych.qa.intake.decode-time is PT0S, must be longer than nothing");
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate(prefix, type);
    }
}
