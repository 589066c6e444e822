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
    static final String THROUGHPUT = "throughput";
    static final String LATENCY = "latency";

    private static final int PER_SECOND = 200;
    /// Until then the router's code is still being compiled, on the cores that are measured.
    private static final int WARM_UP = 150_000;

    /// The same where nothing was measured before: at such a pace for half a minute.
    private static final int WARM_UP_PER_SECOND = 1_000;

    private TopologyRun() {}

    /// Runs them.
    ///
    /// @param args `quick` for a short run; `throughput`, `latency` or both
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
                boolean isWarm = List.of(args).contains(THROUGHPUT);
                if (isWarm) {
                    Throughput pace = new ThroughputRun(bootstrap, codec, folder, System.err)
                            .measure(router, WARM_UP, quick ? 80_000 : 400_000);
                    figures.put(THROUGHPUT, pace);
                }
                if (List.of(args).contains(LATENCY)) {
                    figures.put(LATENCY, latency(router, new AddedLatency(bootstrap, codec), isWarm, quick));
                }
            }
        }
        System.out.println(JsonMapper.shared().writeValueAsString(figures));
    }

    /// Nanoseconds of each request.
    private static List<Long> latency(RouterStart router, AddedLatency added, boolean isWarm, boolean quick)
            throws Exception {
        try (AutoCloseable _ = router.start()) {
            if (!isWarm) {
                added.measure("warming", WARM_UP_PER_SECOND, 0, 30 * WARM_UP_PER_SECOND);
            }
            return added.measure("paced", PER_SECOND, 5 * PER_SECOND, (quick ? 15 : 60) * PER_SECOND);
        }
    }

    private static void provision(EmbeddedInfrastructure parts) {
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl());
                Provisioning provisioning = new Provisioning(new KafkaSettings(parts.kafkaBootstrap()), schemas)) {
            provisioning.topics(new Topics("").all(Stack.MODELS));
        }
    }
}
