package io.diptych.standalone.command;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.schemas.Topics;
import io.diptych.standalone.stack.ExternalParts;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The deploy step against external parts.
@Command(
        name = "provision",
        mixinStandardHelpOptions = true,
        description = "Creates topics and registers schemas on the cluster that the environment names.")
final class ProvisionCommand implements Callable<Integer> {
    @Option(names = "--topic-prefix", defaultValue = "", description = "Put before every topic name.")
    private String prefix = "";

    @Option(names = "--models", split = ",", description = "Models to have topics for.")
    private List<String> models = Stack.MODELS;

    @Override
    public Integer call() {
        ExternalParts parts = ExternalParts.from(System.getenv());
        String kafka = parts.kafkaBootstrap().orElseThrow(() -> new StackException("set DIPTYCH_KAFKA_BOOTSTRAP"));
        URI registry = parts.registry().orElseThrow(() -> new StackException("set DIPTYCH_REGISTRY_URL"));
        Topics topics = new Topics(prefix);
        try (SchemaRegistration schemas = new SchemaRegistration(registry);
                Provisioning provisioning = new Provisioning(new KafkaSettings(kafka), schemas)) {
            provisioning.topics(topics.all(models));
            schemas.requireFullTransitiveCompatibility();
        }
        new Screen(false).line("%d topics are in place.", topics.all(models).size());
        return 0;
    }
}
