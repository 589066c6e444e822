package io.diptych.platform.kafka;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/// Where the cluster is, and the client settings that every service shares.
///
/// @param bootstrap  comma-separated `host:port` of brokers
/// @param properties further Kafka client properties, for example security; they win over ours
public record KafkaSettings(String bootstrap, Map<String, String> properties) {
    /// The one codec that every client in every language reads without an addition.
    private static final String CODEC = "gzip";
    /// Of its nine levels the fastest: batches are compressed by the thread that sends them.
    private static final int FASTEST = 1;

    public KafkaSettings {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException(
                    "diptych.kafka.bootstrap is blank, must be host:port (DIPTYCH_KAFKA_BOOTSTRAP)");
        }
        properties = Map.copyOf(properties);
    }

    public KafkaSettings(String bootstrap) {
        this(bootstrap, Map.of());
    }

    /// Settings of an admin client: it gives up on a broker that is gone within 10 s.
    public Map<String, Object> admin() {
        return with(Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000));
    }

    /// Settings of a producer whose records are either all there or not at all.
    ///
    /// @param transactionalId identity that fences an earlier process of the same name
    public Map<String, Object> transactionalProducer(String transactionalId) {
        Map<String, Object> settings = producer(transactionalId);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return settings;
    }

    /// Settings of an idempotent producer that waits for all replicas.
    ///
    /// It sends one request at a time. Of two under way to a partition that was just made, the first may be refused
    /// and the second taken for the partition's beginning; then the first comes too late for ever, and is lost once
    /// its delivery timeout is over (KAFKA-15591; brokers of our version have the fault).
    public Map<String, Object> producer(String clientId) {
        return with(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                CODEC,
                ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG,
                FASTEST,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
    }

    /// Settings of a consumer under the KIP-848 protocol that sees committed records only and commits itself.
    public Map<String, Object> consumer(String groupId) {
        Map<String, Object> settings = reader(groupId);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        return settings;
    }

    /// Settings of a consumer without a group, which reads partitions that it is told.
    public Map<String, Object> reader(String clientId) {
        return with(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                clientId,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100));
    }

    /// Settings of a share consumer that acknowledges each record. Where it starts and what it may see is set on the
    /// group, see [Provisioning].
    public Map<String, Object> shareConsumer(String groupId) {
        return with(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                groupId,
                ConsumerConfig.GROUP_ID_CONFIG,
                groupId,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                "explicit"));
    }

    /// Settings of an exactly-once Kafka Streams application. A commit interval of 20 ms routed 37,000 records a
    /// second at 21 ms median on two cores; 100 ms costs 50 ms more latency. Its producers send one request at a
    /// time, like every other.
    ///
    /// @param applicationId names the group, the stores and the internal topics
    /// @param stateDir      folder of the stores
    public Map<String, Object> streams(String applicationId, String stateDir) {
        return streams(applicationId, stateDir, Map.of());
    }

    /// The same with settings of the application's own.
    ///
    /// @param own win over ours, not over `properties`
    public Map<String, Object> streams(String applicationId, String stateDir, Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId,
                StreamsConfig.STATE_DIR_CONFIG,
                stateDir,
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                20,
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                1,
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                -1,
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest",
                StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                50,
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                CODEC,
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG),
                FASTEST));
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        settings.putAll(own);
        return with(settings);
    }

    private Map<String, Object> with(Map<String, Object> ours) {
        Map<String, Object> settings = new HashMap<>(ours);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.putAll(properties);
        return settings;
    }

    /// Names the brokers and the keys, never the values, of further properties: those may be secrets.
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrap + ", "
                + properties.keySet().stream()
                        .map(key -> key.toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(","))
                + "]";
    }
}
