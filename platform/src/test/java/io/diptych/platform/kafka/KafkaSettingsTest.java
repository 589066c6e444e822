package io.diptych.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private final KafkaSettings settings = new KafkaSettings("broker:9092", Map.of("security.protocol", "SASL_SSL"));

    @Test
    void areValidForEveryKindOfClient() {
        assertThatCode(() -> {
                    new AdminClientConfig(settings.admin());
                    new ProducerConfig(settings.producer("p"));
                    new ProducerConfig(settings.transactionalProducer("t"));
                    new ConsumerConfig(settings.consumer("g"));
                    new ConsumerConfig(settings.reader("r"));
                    Properties streams = new Properties();
                    streams.putAll(settings.streams("a", "state"));
                    new StreamsConfig(streams);
                })
                .doesNotThrowAnyException();
    }

    /// Else what is sent to a new partition may be lost (KAFKA-15591).
    @Test
    void letProducersSendOneRequestAtATime() {
        assertThat(new ProducerConfig(settings.producer("p"))
                        .getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION))
                .isEqualTo(1);
        assertThat(new ProducerConfig(settings.transactionalProducer("t"))
                        .getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION))
                .isEqualTo(1);
        assertThat(settings.streams("a", "state"))
                .containsEntry(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    }

    @Test
    void giveFurtherPropertiesToEveryClient() {
        assertThat(settings.consumer("g"))
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("security.protocol", "SASL_SSL");
        assertThat(settings.streams("a", "state")).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void showNoSecret() {
        var secret = new KafkaSettings("broker:9092", Map.of("sasl.jaas.config", "password=hunter2"));

        assertThat(secret).hasToString("KafkaSettings[broker:9092, sasl.jaas.config]");
    }

    @Test
    void refuseABlankBootstrap() {
        assertThatThrownBy(() -> new KafkaSettings(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("diptych.kafka.bootstrap is blank");
    }
}
