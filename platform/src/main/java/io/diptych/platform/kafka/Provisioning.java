package io.diptych.platform.kafka;

import io.diptych.schemas.Cleanup;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// The deploy step: creates topics, sets group configurations, registers schemas. Safe to repeat, and by several at
/// once.
public final class Provisioning implements AutoCloseable {
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private final Admin admin;
    private final String brokers;
    private final SchemaRegistration schemas;

    /// @throws ProvisioningException when no broker's address can be resolved
    public Provisioning(KafkaSettings kafka, SchemaRegistration schemas) {
        this.brokers = kafka.bootstrap();
        this.schemas = schemas;
        this.admin = connect(kafka);
    }

    private static Admin connect(KafkaSettings kafka) {
        try {
            return Admin.create(kafka.admin());
        } catch (KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new ProvisioningException(
                    "broker " + kafka.bootstrap() + " cannot be asked: " + reason.getMessage(), e);
        }
    }

    /// Creates what is missing of these topics and their dead letters, and registers their schemas.
    ///
    /// @throws ProvisioningException when the broker or the registry refuses or does not answer
    public void topics(Collection<Topic<?>> topics) {
        Set<String> present = topicsThatAreThere();
        List<NewTopic> missing = new ArrayList<>();
        for (Topic<?> topic : topics) {
            if (!present.contains(topic.name())) {
                missing.add(newTopic(topic));
            }
            if (!present.contains(topic.deadLetters())) {
                missing.add(deadLettersOf(topic));
            }
        }
        create(missing);
        schemas.registerAll(topics);
    }

    private void create(List<NewTopic> missing) {
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                await(created, "creating topic " + name);
            } catch (ProvisioningException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        List<String> names = missing.stream().map(NewTopic::name).toList();
        untilSeen("new topics", () -> topicsThatAreThere().containsAll(names));
    }

    /// Checks that these topics and their schemas are there, for services that may not create them.
    ///
    /// @throws ProvisioningException when one is missing; the message names it
    public void require(Collection<Topic<?>> topics) {
        Set<String> present = topicsThatAreThere();
        List<String> missing = topics.stream()
                .map(Topic::name)
                .filter(name -> !present.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new ProvisioningException("topics are missing: " + String.join(", ", missing));
        }
        schemas.requireAll(topics);
    }

    private Set<String> topicsThatAreThere() {
        ListTopicsOptions impatient = new ListTopicsOptions().timeoutMs((int) FIRST_ANSWER.toMillis());
        return await(admin.listTopics(impatient).names(), "listing topics");
    }

    /// Sets how fast a consumer group notices that members come and go, before a member joins.
    ///
    /// @param heartbeat how often members report
    /// @param session   how long a silent member counts as alive
    public void consumerGroup(String groupId, Duration heartbeat, Duration session) {
        configure(
                groupId,
                Map.of(
                        "consumer.heartbeat.interval.ms", Long.toString(heartbeat.toMillis()),
                        "consumer.session.timeout.ms", Long.toString(session.toMillis())));
    }

    /// Sets that a share group sees committed records from the beginning, before a member joins: the broker's default
    /// would skip what was queued.
    ///
    /// @param lock how long a record that is not acknowledged stays with its consumer
    public void shareGroup(String groupId, Duration lock) {
        configure(
                groupId,
                Map.of(
                        "share.auto.offset.reset", "earliest",
                        "share.isolation.level", "read_committed",
                        "share.record.lock.duration.ms", Long.toString(lock.toMillis())));
    }

    private void configure(String groupId, Map<String, String> entries) {
        List<AlterConfigOp> changes = entries.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, groupId);
        await(admin.incrementalAlterConfigs(Map.of(group, changes)).all(), "configuring group " + groupId);
        untilSeen("the configuration of group " + groupId, () -> isConfigured(group, entries));
    }

    private boolean isConfigured(ConfigResource group, Map<String, String> entries) {
        Config found = await(admin.describeConfigs(List.of(group)).all(), "reading " + group)
                .get(group);
        return found != null
                && entries.entrySet().stream().allMatch(entry -> {
                    ConfigEntry seen = found.get(entry.getKey());
                    return seen != null && entry.getValue().equals(seen.value());
                });
    }

    // The controller answers before every broker has heard: a client that came now would not see what was made.
    private static void untilSeen(String what, BooleanSupplier seen) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new ProvisioningException("broker does not show " + what + " within " + WAIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static NewTopic newTopic(Topic<?> topic) {
        NewTopic created = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty());
        return created.configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().policy(),
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(topic.retention().toMillis())));
    }

    private static NewTopic deadLettersOf(Topic<?> topic) {
        NewTopic created = new NewTopic(topic.deadLetters(), Optional.of(1), Optional.empty());
        return created.configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, Cleanup.DELETE.policy(),
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(DEAD_LETTER_RETENTION.toMillis())));
    }

    private <T> T await(KafkaFuture<T> future, String doing) {
        try {
            return future.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw new ProvisioningException("broker " + brokers + " does not answer (" + doing + ")", cause);
            }
            throw new ProvisioningException(doing + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new ProvisioningException(doing + " took longer than " + WAIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException(doing + " was interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
