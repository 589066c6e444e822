package io.diptych.standalone.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Every service in a process of its own: the proof that they are separate deployables.
final class SeparateProcesses implements RunningServices {
    /// Spring Boot reads its configuration from this variable: keys never stand on a command line.
    static final String SETTINGS_VARIABLE = "SPRING_APPLICATION_JSON";

    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    private final Map<String, String> settings;
    private final Map<ServiceKind, Integer> ports;
    private final Path logs;
    private final Map<ServiceKind, ChildJvm> children = new EnumMap<>(ServiceKind.class);

    SeparateProcesses(Map<String, String> settings, Map<ServiceKind, Integer> ports, Path logs) {
        this.settings = settings;
        this.ports = ports;
        this.logs = logs;
        ports.keySet().forEach(this::restart);
    }

    @Override
    public void restart(ServiceKind kind) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("server.port", String.valueOf(ports.get(kind)));
        // A stable name: a worker that comes back settles the claims of its predecessor at once.
        own.put("diptych.worker.id", kind.title());
        children.put(
                kind,
                ChildJvm.start(
                        JVM_OPTIONS,
                        List.of("service", kind.title()),
                        Map.of(SETTINGS_VARIABLE, JsonMapper.shared().writeValueAsString(own)),
                        logs.resolve(kind.title() + ".log")));
    }

    @Override
    public void kill(ServiceKind kind) {
        ChildJvm child = children.remove(kind);
        if (child != null) {
            child.kill();
        }
    }

    @Override
    public Map<String, URI> addresses() {
        return ports.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().title(), entry -> URI.create("http://127.0.0.1:" + entry.getValue())));
    }

    @Override
    public Map<String, Long> pids() {
        return children.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().title(),
                        entry -> entry.getValue().pid()));
    }

    @Override
    public void close() {
        children.values().stream()
                .map(child -> Thread.ofVirtual().start(child::close))
                .toList()
                .forEach(SeparateProcesses::join);
        children.clear();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
