package io.diptych.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class PlatformMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PlatformMeters meters = new PlatformMeters(registry);

    @Test
    void countsDeadLettersByTopic() {
        Topics topics = new Topics("");
        meters.deadLetter(topics.requests());
        meters.deadLetter(topics.requests());
        meters.deadLetter(topics.results());

        assertThat(registry.get(PlatformMeters.DEAD_LETTERS)
                        .tag("topic", "image.requests")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get(PlatformMeters.DEAD_LETTERS)
                        .tag("topic", "image.results")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void showsWhereAWorkloadStands() {
        AtomicInteger level = new AtomicInteger();
        meters.workload("work", level::get);

        assertThat(workload()).isZero();
        level.set(-1);
        assertThat(workload()).isEqualTo(-1);
    }

    @Test
    void stopsWatchingAClient() {
        try (var producer = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer())) {
            PlatformMeters.Watch watch = meters.watch(producer);

            watch.close();

            assertThat(registry.getMeters()).isEmpty();
        }
    }

    private double workload() {
        return registry.get(PlatformMeters.WORKLOAD_STATE)
                .tag("workload", "work")
                .gauge()
                .value();
    }
}
