package io.diptych.standalone.stack;

import java.net.URI;
import java.util.Map;

/// The services of a stack, in this process or in processes of their own.
interface RunningServices extends AutoCloseable {
    /// Address of each service's HTTP interface, by its name.
    Map<String, URI> addresses();

    /// Process of each service, by its name.
    Map<String, Long> pids();

    /// Ends a service without asking, as a crash would.
    ///
    /// @throws UnsupportedOperationException where services share this process
    void kill(ServiceKind kind);

    /// Starts a service that was killed.
    void restart(ServiceKind kind);

    @Override
    void close();
}
