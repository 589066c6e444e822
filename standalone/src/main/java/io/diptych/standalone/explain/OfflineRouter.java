package io.diptych.standalone.explain;

import io.diptych.catalog.Catalog;
import io.diptych.events.GenerationRequest;
import io.diptych.router.intake.EditReset;
import io.diptych.router.intake.RequestMapper;
import io.diptych.router.intake.RequestRules;
import io.diptych.router.intake.Violation;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.routing.Decider;
import io.diptych.router.routing.Decision;
import io.diptych.router.routing.Endpoints;
import io.diptych.router.routing.Ranking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The router's decision on a request, without Kafka: its own rules, mapper and decider.
public final class OfflineRouter {
    private final Policies policies;
    private final RequestRules rules;
    private final RequestMapper mapper;
    private final Decider decider;

    /// @param models    catalogue ids of the models that count as deployed
    /// @param priceBook name of the price book that estimates come from
    /// @param endpoints where providers are called
    public OfflineRouter(
            Catalog catalog, Policies policies, Set<String> models, String priceBook, Endpoints endpoints) {
        this.policies = policies;
        this.rules = new RequestRules(catalog, policies.names());
        this.mapper = new RequestMapper(catalog);
        this.decider = new Decider(catalog, models, catalog.priceBook(priceBook), Ranking.BY_WEIGHTS, endpoints);
    }

    /// What the router makes of the request under the policy that it names.
    public Explanation explain(GenerationRequest request, Situation situation, Instant at) {
        List<Violation> violations = rules.check(request, at);
        if (!violations.isEmpty()) {
            return new Explanation.Refused(request.getRequestId(), violations);
        }
        Policy policy = policies.named(request.getPolicy())
                .orElseThrow(() -> new IllegalStateException("policy " + request.getPolicy() + " passed the rules"));
        Optional<EditReset> reset = EditReset.of(request, policy);
        GenerationRequest decided = reset.map(EditReset::request).orElse(request);
        Decision decision = decider.decide(mapper.map(decided), policy, situation.at(at, decided));
        List<String> notes = new ArrayList<>(decision.notes());
        reset.ifPresent(changed -> notes.addFirst(changed.note()));
        return new Explanation.Decided(
                request.getRequestId(), request.getTenant(), request.getOutput().getCount(), at, decision, notes);
    }
}
