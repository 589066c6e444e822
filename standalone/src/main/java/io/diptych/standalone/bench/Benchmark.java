package io.diptych.standalone.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A benchmark of `bin/diptych bench NAME`; found by [java.util.ServiceLoader].
public interface Benchmark {
    /// Name on the command line.
    String name();

    /// What it measures, in one line.
    String description();

    /// Runs it.
    ///
    /// @param quick whether a short run is enough
    /// @param text  receives lines for a person
    /// @return the figures by name, for JSON
    Map<String, Object> run(boolean quick, PrintStream text) throws Exception;

    /// Parts of the whole that can be run alone, in their order; none where it is one piece.
    default List<String> parts() {
        return List.of();
    }

    /// Runs some of the parts.
    ///
    /// @param only names among [#parts]
    /// @param text receives lines for a person
    /// @return the figures of those parts by name, for JSON
    default Map<String, Object> run(Set<String> only, PrintStream text) throws Exception {
        throw new UnsupportedOperationException(name() + " has no parts, asked for " + only);
    }
}
