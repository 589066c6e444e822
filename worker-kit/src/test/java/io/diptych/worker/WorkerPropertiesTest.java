package io.diptych.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.worker.limit.CircuitSettings;
import io.diptych.worker.limit.Limits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.unit.DataSize;

class WorkerPropertiesTest {
    @Test
    void hasDefaultsForAllButTheModels() {
        WorkerProperties properties = bind("models=gpt-image-2");

        assertThat(properties.slots()).isEqualTo(32);
        assertThat(properties.previews()).isTrue();
        assertThat(properties.limitsOf("gpt-image-2")).isEqualTo(Limits.NONE);
        assertThat(properties.circuit().handBackAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.references().maxEach()).isEqualTo(DataSize.ofMegabytes(20));
    }

    @Test
    void givesAMembershipUpWithItsSessionButNotBetweenTwoHeartbeats() {
        assertThat(bind("models=m", "session=20s").patience()).isEqualTo(Duration.ofSeconds(20));
        assertThat(bind("models=m", "session=2s").patience()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void readsLimitsByModel() {
        WorkerProperties properties = bind(
                "models=gpt-image-1.5,other",
                "limits[gpt-image-1.5].requests-per-minute=600",
                "limits[gpt-image-1.5].images-per-minute=300",
                "limits[gpt-image-1.5].tokens-per-minute=90000",
                "limits[gpt-image-1.5].share=0.25");

        assertThat(properties.limitsOf("gpt-image-1.5")).isEqualTo(new Limits(600, 300, 90_000, 0.25));
        assertThat(properties.limitsOf("other")).isEqualTo(Limits.NONE);
    }

    @Test
    void readsCircuitAndReferences() {
        WorkerProperties properties = bind(
                "models=m",
                "previews=false",
                "circuit.failure-percent=70",
                "circuit.window=30",
                "circuit.minimum=15",
                "circuit.open=5s",
                "circuit.probes=3",
                "circuit.hand-back-after=40s",
                "circuit.long-limit=3m",
                "references.max-each=1MB",
                "references.max-per-call=2MB");

        assertThat(properties.previews()).isFalse();
        assertThat(properties.circuit())
                .isEqualTo(new CircuitSettings(
                        70, 30, 15, Duration.ofSeconds(5), 3, Duration.ofSeconds(40), Duration.ofMinutes(3)));
        assertThat(properties.references().maxPerCall()).isEqualTo(DataSize.ofMegabytes(2));
    }

    @Test
    void refusesLimitsOfAModelThatItDoesNotServe() {
        assertThatThrownBy(() -> bind("models=m", "limits.n.requests-per-minute=1"))
                .rootCause()
                .hasMessage("diptych.worker.limits has 'n', must be one of diptych.worker.models, which are [m]");
    }

    @Test
    void isCheckedWhenAServiceStarts() {
        try (AnnotationConfigApplicationContext context = service("0.5")) {
            context.refresh();
            assertThat(context.getBean(WorkerProperties.class).limitsOf("m").share())
                    .isEqualTo(0.5);
        }
        try (AnnotationConfigApplicationContext context = service("2.0")) {
            assertThatThrownBy(context::refresh).rootCause().hasMessageContaining("share");
        }
    }

    @EnableConfigurationProperties(WorkerProperties.class)
    static final class Service {}

    private static AnnotationConfigApplicationContext service(String share) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("diptych.worker.models", "m", "diptych.worker.limits[m].share", share)));
        context.register(Service.class);
        return context;
    }

    private static WorkerProperties bind(String... settings) {
        Map<String, String> named = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            named.put("diptych.worker." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new Binder(new MapConfigurationPropertySource(named))
                .bind("diptych.worker", Bindable.of(WorkerProperties.class))
                .get();
    }
}
