package io.diptych.cost.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LivePropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new LiveProperties(Duration.ofSeconds(10), 200));
    }

    @Test
    void mapsEveryKey() {
        assertThat(bind(Map.of("diptych.cost.live.heartbeat", "3s", "diptych.cost.live.readers", "7")))
                .isEqualTo(new LiveProperties(Duration.ofSeconds(3), 7));
    }

    @Test
    void refusesToSayNothingEver() {
        assertThatThrownBy(() -> bind(Map.of("diptych.cost.live.heartbeat", "0s")))
                .hasRootCauseMessage("diptych.cost.live.heartbeat is PT0S, must be more than 0");
    }

    private static LiveProperties bind(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys))
                .bindOrCreate("diptych.cost.live", LiveProperties.class);
    }
}
