package io.diptych.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What to start and where.
///
/// @param parts      what to start, at least one
/// @param dataFolder where data stays from one start to the next; absent means a throw-away folder that vanishes when
///                   the infrastructure is closed or its process ends
/// @param ports      port per part on 127.0.0.1; a part that is not in the map gets a free one
/// @param longRunning whether servers shall grow as fast as they can, which costs them seconds of CPU in their first
///                   minutes; else they are soon ready and good for tests and demonstrations
/// @param listener   hears of each part as it becomes ready
public record EmbeddedOptions(
        Set<Part> parts,
        Optional<Path> dataFolder,
        Map<Part, Integer> ports,
        boolean longRunning,
        StartListener listener) {

    public EmbeddedOptions {
        parts = Set.copyOf(parts);
        ports = Map.copyOf(ports);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts must name at least one of " + Arrays.toString(Part.values()));
        }
        ports.forEach((part, port) -> {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port of " + part + " must be within 1..65535 but is " + port);
            }
        });
    }

    /// All parts on free ports over a throw-away folder, not for long.
    public static EmbeddedOptions throwAway() {
        return new EmbeddedOptions(EnumSet.allOf(Part.class), Optional.empty(), Map.of(), false, StartListener.SILENT);
    }

    /// All parts on free ports, with data that survives in `folder`.
    public static EmbeddedOptions keptIn(Path folder) {
        return new EmbeddedOptions(
                EnumSet.allOf(Part.class), Optional.of(folder), Map.of(), true, StartListener.SILENT);
    }

    /// The same with only these parts.
    public EmbeddedOptions withParts(Part... wanted) {
        return new EmbeddedOptions(
                Arrays.stream(wanted).collect(Collectors.toSet()), dataFolder, ports, longRunning, listener);
    }

    /// The same with `part` on `port`, where 0 asks for a free one.
    public EmbeddedOptions withPort(Part part, int port) {
        Map<Part, Integer> changed = new HashMap<>(ports);
        if (port == 0) {
            changed.remove(part);
        } else {
            changed.put(part, port);
        }
        return new EmbeddedOptions(parts, dataFolder, changed, longRunning, listener);
    }

    /// The same for long: servers grow as fast as they can.
    public EmbeddedOptions runningLong() {
        return new EmbeddedOptions(parts, dataFolder, ports, true, listener);
    }

    /// The same with another listener.
    public EmbeddedOptions withListener(StartListener other) {
        return new EmbeddedOptions(parts, dataFolder, ports, longRunning, other);
    }
}
