package io.diptych.standalone.stack;

import io.diptych.embedded.LocalPorts;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.ProvisioningException;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// All of Diptych on one machine: embedded parts, simulator, services. Closing it stops them in reverse order.
public final class Stack implements AutoCloseable {
    /// Models that the stack has topics and workers for.
    public static final List<String> MODELS = List.of("gpt-image-2", "gemini-3.1-flash-image");

    private static final int SIMULATOR_PORT = 19_100;
    private static final Duration READY = Duration.ofMinutes(3);

    private final StackOptions options;
    private final Path folder;
    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    private @Nullable RunningServices services;
    private @Nullable StackAddresses addresses;
    private @Nullable Infra infra;

    private Stack(StackOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /// Starts everything and returns when every service is ready.
    ///
    /// @throws StackException                                when something cannot start; the message is one line
    /// @throws io.diptych.embedded.InfrastructureException likewise, for the embedded parts
    public static Stack start(StackOptions options, ExternalParts external, StackListener listener) {
        Stack stack = new Stack(options, options.dataFolder().orElseGet(Stack::throwAwayFolder));
        try {
            stack.startAll(external, listener);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private static Path throwAwayFolder() {
        try {
            return Files.createTempDirectory("diptych-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary folder", e);
        }
    }

    private void startAll(ExternalParts external, StackListener listener) {
        long begin = System.nanoTime();
        refuseSecondStack();
        if (options.dataFolder().isEmpty()) {
            parts.push(() -> ThrowAway.delete(folder));
        }
        // Everything that can start beside something else does: two cores have enough to wait for.
        CompletableFuture<Optional<SimulatorProcess>> simulating =
                CompletableFuture.supplyAsync(() -> startSimulator(listener), Thread::startVirtualThread);
        Infra started = opened(Infra.start(options.dataFolder(), options.fixedPorts(), external, listener));
        infra = started;
        Optional<SimulatorProcess> simulator = joined(simulating);
        CompletableFuture<Void> provisioning =
                CompletableFuture.runAsync(() -> provision(started), Thread::startVirtualThread);
        Optional<URI> simulated = simulator.map(SimulatorProcess::address);
        Map<String, String> settings = ServiceSettings.of(options, folder, started, external, simulated);
        startServices(settings);
        joined(provisioning);
        listener.ready("topics and schemas", since(begin));
        addresses = new StackAddresses(
                ProcessHandle.current().pid(),
                started.kafkaBootstrap(),
                started.registry(),
                simulated.orElse(null),
                options.priceBook(),
                runningServices().addresses(),
                runningServices().pids(),
                settings);
        options.dataFolder().ifPresent(this::announce);
        awaitReady(runningServices().addresses());
        listener.ready("services", since(begin));
    }

    private Optional<SimulatorProcess> startSimulator(StackListener listener) {
        if (options.live().isPresent()) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        SimulatorProcess started = opened(SimulatorProcess.start(
                options.fixedPorts() ? SIMULATOR_PORT : 0,
                options.priceBook(),
                options.speed(),
                folder.resolve("simulator-invoice.jsonl"),
                folder.resolve("logs").resolve("simulator.log")));
        listener.ready("provider simulator", since(begin));
        return Optional.of(started);
    }

    private static <T> T joined(CompletableFuture<T> started) {
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void refuseSecondStack() {
        options.dataFolder().flatMap(data -> new RunFile(data).read()).ifPresent(running -> {
            throw new StackException("Diptych runs over " + folder + " already (process " + running.pid()
                    + "); stop it or choose another folder with --data");
        });
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /// A broker that has just come up on a busy machine may take its time for the first answers.
    private void provision(Infra started) {
        long deadline = System.nanoTime() + READY.toNanos();
        while (true) {
            try {
                provisionOnce(started);
                return;
            } catch (ProvisioningException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static void provisionOnce(Infra started) {
        try (SchemaRegistration schemas = new SchemaRegistration(started.registry());
                Provisioning provisioning = new Provisioning(new KafkaSettings(started.kafkaBootstrap()), schemas)) {
            provisioning.topics(new Topics("").all(MODELS));
            schemas.requireFullTransitiveCompatibility();
        }
    }

    private void startServices(Map<String, String> settings) {
        Map<ServiceKind, Integer> ports = new EnumMap<>(ServiceKind.class);
        LocalPorts free = new LocalPorts();
        for (ServiceKind kind : ServiceKind.values()) {
            ports.put(kind, options.fixedPorts() ? kind.defaultPort() : options.separate() ? free.free() : 0);
        }
        services = opened(
                options.separate()
                        ? new SeparateProcesses(settings, ports, folder.resolve("logs"))
                        : new SharedProcess(inThisProcess(settings), ports));
    }

    /// Services in this process must not print between our own lines: they log to a file.
    private Map<String, String> inThisProcess(Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(settings);
        own.put(
                "logging.file.name",
                folder.resolve("logs").resolve("services.log").toString());
        own.put("logging.threshold.console", "OFF");
        own.put("logging.pattern.file", "%d %-5level [%thread] %-36.36logger{35} %m %kvp trace=%X{traceId}%n%wEx");
        return own;
    }

    private void announce(Path dataFolder) {
        RunFile file = new RunFile(dataFolder);
        file.write(addresses());
        parts.push(file::delete);
    }

    private void awaitReady(Map<String, URI> awaited) {
        try (Readiness readiness = new Readiness()) {
            readiness.await(awaited, READY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while services started");
        }
    }

    /// Where the parts are.
    public StackAddresses addresses() {
        if (addresses == null) {
            throw new IllegalStateException("the stack is not started");
        }
        return addresses;
    }

    /// Folder of its data and logs.
    public Path folder() {
        return folder;
    }

    /// Memory of all its processes in bytes, this one included.
    public long residentBytes() {
        long children = runningServices().pids().values().stream()
                .distinct()
                .mapToLong(ResidentMemory::ofProcess)
                .sum();
        long own = ResidentMemory.ofProcess(ProcessHandle.current().pid());
        long simulator = parts.stream()
                .filter(SimulatorProcess.class::isInstance)
                .mapToLong(part -> ResidentMemory.ofProcess(((SimulatorProcess) part).pid()))
                .sum();
        return (options.separate() ? children + own : own) + simulator + (infra == null ? 0 : infra.residentBytes());
    }

    /// Ends a service without asking, as a crash would. Only where services are separate.
    public void kill(ServiceKind kind) {
        runningServices().kill(kind);
    }

    /// Starts a service that was killed, and waits until it is ready.
    public void restart(ServiceKind kind) {
        runningServices().restart(kind);
        awaitReady(Map.of(
                kind.title(),
                runningServices()
                        .addresses()
                        .getOrDefault(kind.title(), addresses().service(kind))));
    }

    private RunningServices runningServices() {
        if (services == null) {
            throw new IllegalStateException("services are not started");
        }
        return services;
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = failure == null ? new StackException("could not stop everything: " + e) : failure;
                failure.addSuppressed(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
