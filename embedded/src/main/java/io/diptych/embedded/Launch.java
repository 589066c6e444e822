package io.diptych.embedded;

import java.nio.file.Path;

/// All that a part needs to know to start.
///
/// @param javaHome    the Java runtime its process gets, if it needs one
/// @param longRunning whether it shall grow as fast as it can
record Launch(
        Part part,
        int port,
        DataFolder folder,
        ProgramCache programs,
        Path javaHome,
        LocalPorts ports,
        boolean longRunning,
        StartListener listener) {

    /// The child's own JVM, or the line that says it is not there.
    JavaCommand java() {
        return JavaCommand.of(javaHome, part, folder);
    }
}
