package io.diptych.benchmarks.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.diptych.cost.CostApplication;
import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.platform.service.DiptychService;
import io.diptych.schemas.Topics;
import io.diptych.standalone.stack.ParentWatch;
import io.diptych.standalone.stack.Stack;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The measurements of cost accounting as it ships, in a JVM of their own with a server's compiler. Prints its
/// figures as JSON on the last line of standard output.
public final class LedgerRun {
    private static final int COMBINATIONS = 10_000;
    private static final int PER_SECOND = 50;

    private LedgerRun() {}

    /// Runs them all.
    ///
    /// @param args `quick` for a short run
    public static void main(String[] args) throws Exception {
        ParentWatch.begin();
        // Silent until the service says how it wants to log.
        LoggingSystem.get(LedgerRun.class.getClassLoader()).beforeInitialize();
        boolean quick = List.of(args).contains("quick");
        Map<String, Object> figures = new LinkedHashMap<>();
        try (EmbeddedInfrastructure parts = EmbeddedInfrastructure.start(EmbeddedOptions.throwAway()
                        .runningLong()
                        .withParts(Part.BROKER, Part.REGISTRY, Part.POSTGRES));
                HikariDataSource connections = connections(parts.postgres())) {
            provision(parts);
            try (EventCodec codec = new EventCodec(parts.registryUrl());
                    AutoCloseable _ = service(parts)) {
                KafkaSettings kafka = new KafkaSettings(parts.kafkaBootstrap());
                int postings = quick ? 100_000 : 1_000_000;
                SinkPace sink = new SinkPace(kafka, codec, JdbcClient.create(connections));
                sink.awaitTables();
                var _ = sink.measure("warmup", quick ? 30_000 : 100_000);
                figures.put("ledgerPerSecond", said("ledger", sink.measure("measured", postings)));
                CopyPace copy = new CopyPace(connections);
                int copied = Math.min(postings, 250_000);
                figures.put("copyPerSecond", said("COPY", copy.measure(copied, true)));
                figures.put("bareCopyPerSecond", said("COPY without indexes", copy.measure(copied, false)));
                try (RollupAge rollups = new RollupAge(kafka, codec)) {
                    var _ = rollups.measure("warm", 5 * PER_SECOND, PER_SECOND);
                    figures.put("rollupAgeNanos", rollups.measure("age", (quick ? 10 : 60) * PER_SECOND, PER_SECOND));
                    var _ = rollups.measure("combination", COMBINATIONS, 0);
                }
                figures.put("heapBytes", heapInUse());
                figures.put("combinations", COMBINATIONS);
            }
        }
        System.out.println(JsonMapper.shared().writeValueAsString(figures));
    }

    /// A run takes minutes: each pace is told when it is there.
    private static double said(String who, double pace) {
        System.err.printf(Locale.ROOT, "  %-36s %,10.0f postings/s%n", who, pace);
        return pace;
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static HikariDataSource connections(JdbcAddress postgres) {
        HikariDataSource connections = new HikariDataSource();
        connections.setJdbcUrl(postgres.url());
        connections.setUsername(postgres.user());
        connections.setPassword(postgres.password());
        connections.setMaximumPoolSize(2);
        return connections;
    }

    private static AutoCloseable service(EmbeddedInfrastructure parts) {
        Path folder = parts.dataFolder().resolve("bench");
        Map<String, Object> settings = new HashMap<>();
        settings.put("diptych.kafka.bootstrap", parts.kafkaBootstrap());
        settings.put("diptych.registry.url", parts.registryUrl().toString());
        settings.put("diptych.postgres.url", parts.postgres().url());
        settings.put("diptych.postgres.user", parts.postgres().user());
        settings.put("diptych.postgres.password", parts.postgres().password());
        settings.put("diptych.models", String.join(",", Stack.MODELS));
        settings.put("diptych.state-dir", folder.resolve("state").toString());
        settings.put("diptych.assets.root", folder.resolve("assets").toUri().toString());
        settings.put("diptych.provision", true);
        settings.put("server.port", 0);
        settings.put("logging.file.name", folder.resolve("cost.log").toString());
        settings.put("logging.threshold.console", "OFF");
        return DiptychService.start("cost-service", CostApplication.class, settings);
    }

    private static void provision(EmbeddedInfrastructure parts) {
        try (SchemaRegistration schemas = new SchemaRegistration(parts.registryUrl());
                Provisioning provisioning = new Provisioning(new KafkaSettings(parts.kafkaBootstrap()), schemas)) {
            provisioning.topics(new Topics("").all(Stack.MODELS));
        }
    }
}
