package io.diptych.standalone.stack;

import io.diptych.platform.service.DiptychService;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;

/// Every service in this process, each in a Spring context of its own.
final class SharedProcess implements RunningServices {
    private final Map<ServiceKind, ConfigurableApplicationContext> contexts = new EnumMap<>(ServiceKind.class);

    /// @param settings what every service is told
    /// @param ports    port of each; 0 for a free one
    SharedProcess(Map<String, String> settings, Map<ServiceKind, Integer> ports) {
        try {
            ports.forEach((kind, port) -> {
                Map<String, Object> all = new HashMap<>(settings);
                all.put("server.port", port);
                all.put("diptych.worker.id", kind.title());
                contexts.put(kind, DiptychService.start(kind.title(), kind.application(), all));
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public Map<String, URI> addresses() {
        return contexts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().title(),
                        entry -> URI.create("http://127.0.0.1:"
                                + entry.getValue().getEnvironment().getRequiredProperty("local.server.port"))));
    }

    @Override
    public Map<String, Long> pids() {
        long pid = ProcessHandle.current().pid();
        return contexts.keySet().stream().collect(Collectors.toMap(ServiceKind::title, kind -> pid));
    }

    @Override
    public void kill(ServiceKind kind) {
        throw new UnsupportedOperationException(kind.title() + " shares this process; start the stack with --separate");
    }

    @Override
    public void restart(ServiceKind kind) {
        throw new UnsupportedOperationException(kind.title() + " shares this process; start the stack with --separate");
    }

    /// Ends all at once: each may take its grace period.
    @Override
    public void close() {
        contexts.values().stream()
                .map(context -> Thread.ofVirtual().start(context::close))
                .toList()
                .forEach(SharedProcess::join);
        contexts.clear();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
