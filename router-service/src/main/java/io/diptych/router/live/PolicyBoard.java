package io.diptych.router.live;

import io.diptych.events.RoutingPolicy;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.PolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policies that hold: those the router started with, and those that operators published since, which win over one
/// of the same name. A document with a mistake is refused with every reason, and what was there stays.
///
/// A policy that was published for `*` is for all. One that was published for a tenant is that tenant's own: it holds
/// for
/// its requests that name none, and nobody else can name it.
public final class PolicyBoard implements Board<RoutingPolicy> {
    private static final Logger log = LoggerFactory.getLogger(PolicyBoard.class);
    private static final String ALL = "*";

    private final Policies shipped;
    private volatile Snapshot current;

    /// @param shipped what the router starts with
    public PolicyBoard(Policies shipped) {
        this.shipped = shipped;
        this.current = new Snapshot(shipped, Map.of());
    }

    /// What holds at one moment.
    ///
    /// @param published by name, oldest publication first
    private record Snapshot(Policies policies, Map<String, RoutingPolicy> published) {}

    /// What one tenant may use.
    ///
    /// @param names    in alphabetical order
    /// @param standard the policy of requests that name none
    /// @param own      whether that is the tenant's own
    public record View(
            Policies policies, List<String> names, @Nullable String standard, boolean own) {
        public View {
            names = List.copyOf(names);
        }
    }

    @Override
    public void take(RoutingPolicy event) {
        Map<String, RoutingPolicy> published = new LinkedHashMap<>(current.published());
        published.remove(event.getName());
        published.put(event.getName(), event);
        try {
            current = new Snapshot(assembled(published), published);
        } catch (PolicyException e) {
            throw new RefusedException("policy " + event.getName() + " " + event.getVersion() + " of "
                    + event.getPublishedBy() + " is refused: " + e.getMessage());
        }
        log.atInfo()
                .addKeyValue("policy", event.getName())
                .addKeyValue("version", event.getVersion())
                .addKeyValue("tenant", event.getTenant())
                .log("policy published");
    }

    @Override
    public void forget(String name) {
        Map<String, RoutingPolicy> published = new LinkedHashMap<>(current.published());
        if (published.remove(name) != null) {
            current = new Snapshot(assembled(published), published);
            log.atInfo().addKeyValue("policy", name).log("policy withdrawn");
        }
    }

    /// Every policy that holds.
    public Policies policies() {
        return current.policies();
    }

    /// What a tenant may use now.
    public View of(String tenant) {
        Snapshot snapshot = current;
        if (snapshot.published().isEmpty()) {
            return new View(snapshot.policies(), snapshot.policies().names(), null, false);
        }
        List<String> names = new ArrayList<>();
        String own = null;
        for (String name : snapshot.policies().names()) {
            RoutingPolicy published = snapshot.published().get(name);
            if (published == null || isFor(published, tenant)) {
                names.add(name);
            }
        }
        for (RoutingPolicy published : snapshot.published().values()) {
            own = published.getTenant().equals(tenant) ? published.getName() : own;
        }
        return new View(snapshot.policies(), names, own, own != null);
    }

    private static boolean isFor(RoutingPolicy policy, String tenant) {
        return policy.getTenant().equals(ALL) || policy.getTenant().equals(tenant);
    }

    private Policies assembled(Map<String, RoutingPolicy> published) {
        Map<String, String> documents = new LinkedHashMap<>();
        published.forEach((name, policy) -> documents.put(name, policy.getDocument()));
        return documents.isEmpty() ? shipped : shipped.with(documents);
    }
}
