package io.diptych.benchmarks.router;

import io.diptych.platform.service.DiptychService;
import io.diptych.router.RouterApplication;
import io.diptych.router.RouterProperties;
import io.diptych.standalone.stack.Stack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;

/// Starts the router as it ships: the service itself, its settings, its log line for each request (into a file).
final class RouterStart {
    /// Its application id, which is its consumer group.
    static final String GROUP = "router";
    /// As many as it has where nobody says otherwise.
    static final int THREADS =
            new Binder().bindOrCreate("diptych.router", RouterProperties.class).threads();

    private final String bootstrap;
    private final String registry;
    private final Path folder;

    RouterStart(String bootstrap, String registry, Path folder) {
        this.bootstrap = bootstrap;
        this.registry = registry;
        this.folder = folder;
    }

    AutoCloseable start() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("diptych.kafka.bootstrap", bootstrap);
        settings.put("diptych.registry.url", registry);
        settings.put("diptych.models", String.join(",", Stack.MODELS));
        settings.put("diptych.state-dir", folder.resolve("state").toString());
        settings.put("diptych.assets.root", folder.resolve("assets").toUri().toString());
        settings.put("server.port", 0);
        settings.put("logging.file.name", folder.resolve("router.log").toString());
        settings.put("logging.threshold.console", "OFF");
        return DiptychService.start("router-service", RouterApplication.class, settings);
    }
}
