package io.diptych.standalone.bench;

import java.io.PrintStream;
import java.util.Map;

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
}
