package io.diptych.benchmarks.router;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.Part;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.schemas.Topics;
import io.diptych.standalone.stack.ParentWatch;
import io.diptych.standalone.stack.Stack;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.logging.LoggingSystem;
import tools.jackson.databind.json.JsonMapper;

/// The measurements that need a broker, in a JVM of their own with the compiler that a server uses. Prints lines for a
/// person on standard error, and the figures as JSON on the last line of standard output.
public final class TopologyRun {
    private static final int PER_SECOND = 200;
    /// Until then the router's code is still being compiled, on the cores that are measured.
    private static final int WARM_UP = 150_000;

    private TopologyRun() {}

    /// Runs them all.
    ///
    /// @param args `quick` for a short run
    public static void main(String[] args) throws Exception {
        ParentWatch.begin();
        // Silent until the router says how it wants to log.
        LoggingSystem.get(TopologyRun.class.getClassLoader()).beforeInitialize();
        boolean quick = List.of(args).contains("quick");
        Map<String, Object> figures = new LinkedHashMap<>();
        try (EmbeddedInfrastructure parts = EmbeddedInfrastructure.start(
                EmbeddedOptions.throwAway().runningLong().withParts(Part.BROKER, Part.REGISTRY))) {
            String bootstrap = parts.kafkaBootstrap();
            provision(parts);
            Path folder = parts.dataFolder().resolve("bench");
            RouterStart router = new RouterStart(bootstrap, parts.registryUrl().toString(), folder);
            try (EventCodec codec = new EventCodec(parts.registryUrl())) {
                Throughput pace = new ThroughputRun(bootstrap, codec, folder, System.err)
                        .measure(router, WARM_UP, quick ? 80_000 : 400_000);
                figures.put("throughput", pace);
                List<Long> added;
                try (AutoCloseable _ = router.start()) {
                    added = new AddedLatency(bootstrap, codec)
                            .measure("paced", PER_SECOND, 5 * PER_SECOND, (quick ? 15 : 60) * PER_SECOND);
                }
                figures.put("latencyNanos", added);
            }
        }
        System.out.println(JsonMapper.shared().writeValueAsString(figures));
    }

    private static void provision(EmbeddedInfrastructure parts) {
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl());
                Provisioning provisioning = new Provisioning(new KafkaSettings(parts.kafkaBootstrap()), schemas)) {
            provisioning.topics(new Topics("").all(Stack.MODELS));
        }
    }
}
