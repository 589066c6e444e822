package io.diptych.standalone.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the services of a stack are told.
final class ServiceSettings {
    /// Not a secret: the simulator takes any key.
    private static final String SIMULATOR_KEY = "simulator";

    private static final Duration REAL_POLL_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMillis(500);

    private static final Duration REAL_CALL_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SHORTEST_CALL_TIMEOUT = Duration.ofSeconds(30);

    private static final int PROVIDER_WORKERS = 2;

    private ServiceSettings() {}

    /// A simulator that is faster is asked more often.
    private static Duration pollInterval(double speed) {
        Duration scaled = Duration.ofMillis(Math.round(REAL_POLL_INTERVAL.toMillis() / speed));
        return scaled.compareTo(SHORTEST_POLL_INTERVAL) < 0 ? SHORTEST_POLL_INTERVAL : scaled;
    }

    /// A simulator that is faster is given up sooner, yet not before a busy machine has drawn the image.
    private static Duration callTimeout(double speed) {
        Duration scaled = Duration.ofMillis(Math.round(REAL_CALL_TIMEOUT.toMillis() / speed));
        return scaled.compareTo(SHORTEST_CALL_TIMEOUT) < 0 ? SHORTEST_CALL_TIMEOUT : scaled;
    }

    static Map<String, String> of(
            StackOptions options, Path folder, Infra infra, ExternalParts external, Optional<URI> simulator) {
        Map<String, String> settings = new HashMap<>(options.settings());
        settings.put("diptych.kafka.bootstrap", infra.kafkaBootstrap());
        settings.put("diptych.registry.url", infra.registry().toString());
        settings.putAll(infra.postgresSettings());
        settings.put("diptych.models", String.join(",", Stack.MODELS));
        settings.put("diptych.state-dir", folder.resolve("state").toString());
        settings.put("diptych.cost.price-book", options.priceBook());
        settings.put("diptych.router.price-book", options.priceBook());
        if (external.assetsRoot().isEmpty()) {
            settings.put(
                    "diptych.assets.root",
                    folder.resolve("assets").toAbsolutePath().toUri().toString());
        }
        simulator.ifPresent(address -> {
            settings.put("diptych.openai.base-url", address + "/v1");
            settings.put("diptych.openai.api-key", SIMULATOR_KEY);
            settings.put("diptych.gemini.base-url", address.toString());
            settings.put("diptych.gemini.api-key", SIMULATOR_KEY);
            settings.put(
                    "diptych.worker.batch.poll-interval",
                    pollInterval(options.speed()).toMillis() + "ms");
            settings.put(
                    "diptych.worker.call-timeout", callTimeout(options.speed()).toMillis() + "ms");
        });
        options.reviewing().ifPresent(desk -> settings.putAll(desk.settings()));
        options.live().ifPresent(limit -> {
            settings.put("diptych.live", "true");
            // Each worker counts for itself, so each gets its share of what may be spent.
            settings.put("diptych.max-spend", Double.toString(limit.usd() / PROVIDER_WORKERS));
        });
        return settings;
    }
}
