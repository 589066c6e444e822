package io.diptych.standalone.stack;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the parts of a running stack are: what another process needs to use it or to join it.
///
/// @param pid       process that holds the stack
/// @param simulator address of the provider simulator; null where real providers are used
/// @param services  address of each service's HTTP interface, by its name
/// @param pids      process of each service, by its name
/// @param settings  configuration that a service of this stack starts with
public record StackAddresses(
        long pid,
        String kafkaBootstrap,
        URI registry,
        @Nullable URI simulator,
        String priceBook,
        Map<String, URI> services,
        Map<String, Long> pids,
        Map<String, String> settings) {

    public StackAddresses {
        services = Map.copyOf(services);
        pids = Map.copyOf(pids);
        settings = Map.copyOf(settings);
    }

    /// Address of a service.
    ///
    /// @throws IllegalArgumentException when the stack has no such service
    public URI service(ServiceKind kind) {
        URI address = services.get(kind.title());
        if (address == null) {
            throw new IllegalArgumentException("the stack runs no " + kind.title());
        }
        return address;
    }

    /// Names addresses only: settings may hold keys.
    @Override
    public String toString() {
        return "StackAddresses[kafka=" + kafkaBootstrap + ", registry=" + registry + ", simulator=" + simulator
                + ", services=" + services + "]";
    }
}
