package io.diptych.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Real servers on this machine, each in a process of its own, listening on 127.0.0.1 only.
///
/// They never outlive the process that started them: they end when it does, even by `kill -9`, and a throw-away
/// folder is then deleted all the same.
public final class EmbeddedInfrastructure implements Infrastructure {

    private static final Object SHARED_LOCK = new Object();

    private static @Nullable EmbeddedInfrastructure shared;

    private final EmbeddedOptions options;
    private final DataFolder folder;
    private final ProgramCache programs;
    private final LocalPorts ports;
    private final boolean closable;
    private final Map<Part, RunningPart> running = new EnumMap<>(Part.class);

    private EmbeddedInfrastructure(EmbeddedOptions options, boolean closable) {
        DiskSpace disk = DiskSpace.ofThisMachine();
        this.options = options;
        this.closable = closable;
        this.programs = ProgramCache.ofThisUser(System.getenv(), disk);
        this.ports = new LocalPorts();
        this.folder = options.dataFolder()
                .map(path -> DataFolder.kept(path, disk))
                .orElseGet(() -> DataFolder.throwAway(disk));
    }

    /// Starts the parts in parallel and returns when all of them answer.
    ///
    /// @throws InfrastructureException if one does not start; whatever did start is stopped again
    public static EmbeddedInfrastructure start(EmbeddedOptions options) {
        var infrastructure = new EmbeddedInfrastructure(options, true);
        try {
            infrastructure.start(options.parts());
            return infrastructure;
        } catch (RuntimeException failed) {
            infrastructure.shutDown();
            throw failed;
        }
    }

    /// The one infrastructure that all tests of this JVM share, with at least these parts; what it lacks is
    /// started now. It is thrown away when the JVM ends; closing it does nothing, so that a test cannot take it
    /// from another.
    public static EmbeddedInfrastructure shared(Part... parts) {
        synchronized (SHARED_LOCK) {
            if (shared == null) {
                shared = new EmbeddedInfrastructure(EmbeddedOptions.throwAway(), false);
            }
            shared.start(Set.of(parts));
            return shared;
        }
    }

    @Override
    public String kafkaBootstrap() {
        return "127.0.0.1:" + part(Part.BROKER).port();
    }

    @Override
    public URI registryUrl() {
        return Registry.url(part(Part.REGISTRY).port());
    }

    @Override
    public JdbcAddress postgres() {
        return Postgres.address(part(Part.POSTGRES).port());
    }

    /// The folder that holds data and logs.
    public Path dataFolder() {
        return folder.root();
    }

    /// What runs now, with process ids and memory.
    public List<PartStatus> status() {
        synchronized (running) {
            return running.entrySet().stream()
                    .map(entry -> new PartStatus(
                            entry.getKey(),
                            entry.getValue().pid(),
                            ProcessMemory.residentBytes(entry.getValue().pid())))
                    .toList();
        }
    }

    @Override
    public void close() {
        if (closable) {
            shutDown();
        }
    }

    private RunningPart part(Part part) {
        synchronized (running) {
            RunningPart found = running.get(part);
            if (found == null) {
                throw new IllegalStateException(part.title() + " does not run here: ask for Part." + part
                        + " when starting, and use it before closing");
            }
            return found;
        }
    }

    private void start(Set<Part> wanted) {
        Set<Part> missing = EnumSet.noneOf(Part.class);
        missing.addAll(wanted);
        synchronized (running) {
            missing.removeAll(running.keySet());
        }
        options.ports().forEach((part, port) -> {
            if (missing.contains(part)) {
                ports.require(part, port);
            }
        });
        inParallel(missing.stream()
                .map(part -> (Callable<Void>) () -> {
                    start(part);
                    return null;
                })
                .toList());
    }

    private void start(Part part) {
        long begin = System.nanoTime();
        Integer chosen = options.ports().get(part);
        var launch = new Launch(
                part,
                chosen != null ? chosen : ports.free(),
                folder,
                programs,
                Path.of(System.getProperty("java.home")),
                ports,
                options.longRunning(),
                options.listener());
        RunningPart started = switch (part) {
            case BROKER -> Broker.start(launch);
            case REGISTRY -> Registry.start(launch);
            case POSTGRES -> Postgres.start(launch);
        };
        synchronized (running) {
            running.put(part, started);
            options.listener().ready(part, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void shutDown() {
        List<RunningPart> toStop;
        synchronized (running) {
            toStop = new ArrayList<>(running.values());
            running.clear();
        }
        try {
            inParallel(toStop.stream()
                    .map(part -> (Callable<Void>) () -> {
                        part.stop();
                        return null;
                    })
                    .toList());
        } finally {
            folder.close();
        }
    }

    /// Runs all to their ends, then throws what the first of them threw.
    private static void inParallel(Collection<Callable<Void>> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> ends = threads.invokeAll(tasks);
            for (Future<Void> end : ends) {
                end.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while servers started or stopped", interrupted);
        }
    }
}
