package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LivePropertiesTest {
    @Test
    void nothingMayBeSpentByDefault() {
        assertThat(bind(Map.of())).isEqualTo(new LiveProperties(false, BigDecimal.ZERO));
        assertThat(bind(Map.of()).allowsLiveCalls()).isFalse();
    }

    @Test
    void everyKeyMaps() {
        LiveProperties bound = bind(Map.of("diptych.live", "true", "diptych.max-spend", "2.50"));

        assertThat(bound).isEqualTo(new LiveProperties(true, new BigDecimal("2.50")));
        assertThat(bound.allowsLiveCalls()).isTrue();
    }

    private static LiveProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("diptych", LiveProperties.class);
    }
}
