package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.events.RoutingPolicy;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.router.policy.Policy;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import io.diptych.standalone.explain.PolicyFile;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Hands a policy to the routers of a running stack.
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Checks a policy document and publishes it to the running stack, whose routers take it over"
                + " without a restart. Exit code 2: it cannot be used, and nothing was published.")
final class PolicyPublishCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Parameters(paramLabel = "FILE", description = "A policy document, or a shipped policy's name.")
    private String file = "";

    @Option(names = "--tenant", defaultValue = "*", description = "Tenant that it becomes the policy of; * for none.")
    private String tenant = "*";

    @Option(
            names = "--by",
            defaultValue = "${sys:user.name}",
            description = "Who publishes it (default: ${DEFAULT-VALUE}).")
    private String by = "";

    @Option(names = "--json", description = "Print where it was written as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = new Screen(json);
        PolicyFile document = PolicyFile.find(file);
        Catalog catalog = Catalog.load();
        Policy policy = document.policy(catalog, Map.of());
        List<String> warnings = document.read(catalog, Map.of()).warnings();
        warnings.forEach(warning -> screen.line("%s (warning)", warning));
        StackAddresses stack = data.running();
        RecordMetadata written = publish(stack, policy, document.yaml());
        screen.line(
                "Published policy %s %s for %s to %s, partition %d, offset %d.",
                policy.name(),
                policy.version(),
                tenant.equals("*") ? "every tenant" : "tenant " + tenant,
                written.topic(),
                written.partition(),
                written.offset());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("policy", policy.name());
        shown.put("version", policy.version());
        shown.put("tenant", tenant);
        shown.put("topic", written.topic());
        shown.put("partition", written.partition());
        shown.put("offset", written.offset());
        shown.put("warnings", warnings);
        screen.result(shown);
        return 0;
    }

    private RecordMetadata publish(StackAddresses stack, Policy policy, String yaml) throws InterruptedException {
        RoutingPolicy event = RoutingPolicy.newBuilder()
                .setName(policy.name())
                .setVersion(policy.version())
                .setTenant(tenant)
                .setDocument(yaml)
                .setPublishedBy(by)
                .setOccurredAt(Instant.now())
                .build();
        KafkaSettings kafka = new KafkaSettings(stack.kafkaBootstrap());
        try (EventCodec codec = new EventCodec(stack.registry());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("diptych-policy"))) {
            return producer.send(codec.record(new Topics("").policies(), event, FreshTrace.headers()))
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("policy " + policy.name() + " could not be published: " + e.getCause());
        }
    }
}
