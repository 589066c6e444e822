package io.diptych.platform.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diptych.events.BudgetStatus;
import io.diptych.schemas.Cleanup;
import io.diptych.schemas.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class ProvisioningIT {
    private final Cluster cluster = new Cluster();
    private final List<Topic<?>> topics = cluster.topics().all(List.of("m"));

    @Test
    void createsTopicsAsTheContractSaysWithTheirDeadLetters() throws Exception {
        cluster.provision(topics.toArray(Topic<?>[]::new));

        try (var admin = cluster.admin()) {
            for (Topic<?> topic : topics) {
                var created = admin.describeTopics(Set.of(topic.name(), topic.deadLetters()))
                        .allTopicNames()
                        .get();
                assertThat(requireNonNull(created.get(topic.name())).partitions())
                        .hasSize(topic.partitions());
                assertThat(requireNonNull(created.get(topic.deadLetters())).partitions())
                        .hasSize(1);
            }
            Config outcomes = config(
                    ConfigResource.Type.TOPIC, cluster.topics().outcomes().name());
            assertThat(outcomes.get("cleanup.policy").value()).isEqualTo("compact,delete");
            assertThat(outcomes.get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(30).toMillis()));
        }
    }

    @Test
    void mayBeRepeatedAndRunBySeveralAtOnce() throws Exception {
        Callable<Boolean> provision = () -> {
            cluster.provision(topics.toArray(Topic<?>[]::new));
            return true;
        };
        try (ExecutorService services = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = services.invokeAll(
                    IntStream.range(0, 4).mapToObj(_ -> provision).toList());
            for (var service : done) {
                assertThat(service.get()).isTrue();
            }
        }
        provision.call();

        try (Provisioning provisioning = cluster.provisioning()) {
            assertThatCode(() -> provisioning.require(topics)).doesNotThrowAnyException();
        }
    }

    @Test
    void namesTheTopicsThatAreMissing() {
        try (Provisioning provisioning = cluster.provisioning()) {
            assertThatThrownBy(
                            () -> provisioning.require(List.of(cluster.topics().requests())))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessage(
                            "topics are missing: " + cluster.topics().requests().name());
        }
    }

    @Test
    void namesTheTopicsWhoseSchemasAreMissing() throws Exception {
        String name = cluster.topics().requests().name();
        try (var admin = cluster.admin();
                Provisioning provisioning = cluster.provisioning()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
            await().until(() -> admin.listTopics().names().get().contains(name));

            assertThatThrownBy(
                            () -> provisioning.require(List.of(cluster.topics().requests())))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessage("registry lacks schemas of topics: " + name);
        }
    }

    @Test
    void setsGroupConfigurationsBeforeAMemberJoins() throws Exception {
        String group = cluster.topics().requests().name() + ".group";
        try (Provisioning provisioning = cluster.provisioning()) {
            provisioning.consumerGroup(group, Duration.ofSeconds(2), Duration.ofSeconds(6));
            provisioning.consumerGroup(group, Duration.ofSeconds(3), Duration.ofSeconds(7));
            provisioning.shareGroup(group + ".share", Duration.ofSeconds(20));
        }

        Config consumers = config(ConfigResource.Type.GROUP, group);
        assertThat(consumers.get("consumer.heartbeat.interval.ms").value()).isEqualTo("3000");
        assertThat(consumers.get("consumer.session.timeout.ms").value()).isEqualTo("7000");
        Config share = config(ConfigResource.Type.GROUP, group + ".share");
        assertThat(share.get("share.auto.offset.reset").value()).isEqualTo("earliest");
        assertThat(share.get("share.isolation.level").value()).isEqualTo("read_committed");
        assertThat(share.get("share.record.lock.duration.ms").value()).isEqualTo("20000");
    }

    @Test
    void namesTheGroupThatTheBrokerRefuses() {
        try (Provisioning provisioning = cluster.provisioning()) {
            assertThatThrownBy(() -> provisioning.consumerGroup("g", Duration.ofMillis(1), Duration.ofSeconds(6)))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessageStartingWith("configuring group g failed: ");
        }
    }

    @Test
    void namesTheBrokerThatDoesNotAnswer() {
        try (SchemaRegistration schemas = new SchemaRegistration(cluster.registry());
                Provisioning provisioning = new Provisioning(new KafkaSettings("127.0.0.1:1"), schemas)) {
            assertThatThrownBy(() -> provisioning.topics(topics))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessage("broker 127.0.0.1:1 does not answer (listing topics)");
        }
    }

    @Test
    void namesTheRegistryThatDoesNotAnswer() {
        try (SchemaRegistration schemas = new SchemaRegistration(URI.create("http://127.0.0.1:1"));
                Provisioning provisioning = new Provisioning(cluster.kafka(), schemas)) {
            assertThatThrownBy(() -> provisioning.topics(topics))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessage("registry http://127.0.0.1:1 does not answer");
        }
    }

    @Test
    void saysWhyTheRegistryRefusesASchemaThatIsNotCompatible() throws Exception {
        Topic<?> topic = cluster.topics().cancellations();
        cluster.provision(topic);
        Topic<?> changed = new Topic<>(
                topic.name(),
                BudgetStatus.class,
                "tenant",
                BudgetStatus::getTenant,
                1,
                Duration.ofDays(1),
                Cleanup.DELETE,
                List.of("w"),
                List.of("r"));

        try (SchemaRegistration schemas = new SchemaRegistration(cluster.registry())) {
            assertThatThrownBy(() -> schemas.register(changed))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessageContaining("refuses POST /subjects/" + topic.subject() + "/versions: HTTP 409");
        }
    }

    private Config config(ConfigResource.Type type, String name) throws Exception {
        ConfigResource resource = new ConfigResource(type, name);
        try (var admin = cluster.admin()) {
            return requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
        }
    }
}
