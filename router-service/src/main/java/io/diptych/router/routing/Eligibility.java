package io.diptych.router.routing;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.catalog.PriceBook;
import io.diptych.events.DataClass;
import io.diptych.events.Lane;
import io.diptych.router.policy.Candidate;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.Rule;
import io.diptych.router.policy.Substitution;
import io.diptych.router.request.RoutingRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The hard filter: whether a model can do a job at all. What it cannot do is never dropped silently.
final class Eligibility {
    private final Catalog catalog;
    private final Set<String> deployed;
    private final Endpoints endpoints;
    private final Estimates estimates;
    private final Sizings sizings = new Sizings();

    /// @param deployed catalogue ids of the models that have topics and workers here
    Eligibility(Catalog catalog, Set<String> deployed, PriceBook prices, Endpoints endpoints) {
        this.catalog = catalog;
        this.deployed = Set.copyOf(deployed);
        this.endpoints = endpoints;
        this.estimates = new Estimates(prices);
    }

    /// What is looked at besides the candidate.
    ///
    /// @param substitutions what both policy and caller let a route change
    record Case(RoutingRequest request, Policy policy, RoutingState state, Set<Substitution> substitutions) {
        static Case of(RoutingRequest request, Policy policy, RoutingState state) {
            Set<Substitution> allowed = policy.terms().substitutions();
            if (allowed.isEmpty() || request.preferences().substitutions().isEmpty()) {
                return new Case(request, policy, state, Set.of());
            }
            Set<Substitution> both = EnumSet.noneOf(Substitution.class);
            request.preferences()
                    .substitutions()
                    .forEach(field ->
                            Substitution.named(field).filter(allowed::contains).ifPresent(both::add));
            return new Case(request, policy, state, both);
        }
    }

    Fit check(Case asked, Rule rule, Candidate candidate) {
        Optional<Model> known = catalog.model(candidate.model());
        if (known.isEmpty()) {
            return unable(asked, candidate, candidate.model(), "is not in the catalogue");
        }
        return switch (endpoints.alive(known.get(), catalog, asked.state().at())) {
            case Endpoints.Alive.Gone(var reason) -> unable(asked, candidate, candidate.model(), reason);
            case Endpoints.Alive.Answering(var model, var note) -> check(asked, rule, candidate, model, note);
        };
    }

    private Fit check(Case asked, Rule rule, Candidate candidate, Model model, String note) {
        if (!deployed.contains(model.id())) {
            return unable(asked, candidate, model.id(), "is not deployed here" + note);
        }
        String refusal = refusal(asked, model);
        if (refusal != null) {
            return unable(asked, candidate, model.id(), refusal);
        }
        String tier = candidate.tier();
        if (tier != null && !note.isEmpty() && !mayBe(model, tier)) {
            return unable(asked, candidate, model.id(), "has no tier " + tier + note);
        }
        Lanes lanes = Lanes.of(
                asked.request(), candidate, model, asked.policy(), asked.state().at());
        return switch (sizings.of(model, tier, asked.request().output(), asked.substitutions())) {
            case Sizing.Impossible(var reason) -> unable(asked, candidate, model.id(), reason);
            case Sizing.Pixels pixels -> priced(asked, rule, model, pixels, lanes, note + lanes.note());
        };
    }

    private static boolean mayBe(Model model, String tier) {
        return model.capabilities().tiers().isEmpty() || model.capabilities().hasTier(tier);
    }

    /// Usual time to the result, or null where the catalogue does not know it.
    @Nullable
    Long expectedMillis(String model, String tier, Lane lane) {
        return catalog.model(model)
                .flatMap(known -> lane == Lane.BATCH ? known.batchLatency() : known.latency(tier))
                .map(Duration::toMillis)
                .orElse(null);
    }

    private @Nullable String refusal(Case asked, Model model) {
        RoutingRequest request = asked.request();
        String pinned = request.preferences().pinnedModel();
        if (pinned != null && !model.id().equals(pinned)) {
            return "the request pins " + pinned;
        }
        for (String name : request.preferences().excludedModels()) {
            if (model.id().equals(name) || model.aliases().contains(name)) {
                return "the request excludes it";
            }
        }
        String endpoint = endpoints.of(model);
        if (request.constraints().dataClass() == DataClass.CONFIDENTIAL
                && model.lifecycle().trainsOnData(endpoint)) {
            return "the terms of " + endpoint + " allow training on what it is sent, the request is confidential";
        }
        ModelHealth health = asked.state().healthOf(model.id());
        if (!health.configured()) {
            return "no key is configured for it" + (health.reason().isEmpty() ? "" : ": " + health.reason());
        }
        return Capability.missing(request, model.capabilities());
    }

    private Fit priced(Case asked, Rule rule, Model model, Sizing.Pixels pixels, Lanes lanes, String note) {
        RoutingRequest request = asked.request();
        Lane lane = lanes.lane();
        Long micros = estimates.micros(
                model.id(),
                pixels.tier(),
                pixels.size(),
                lane,
                request.words(),
                request.references().total(),
                asked.state().at());
        String late = late(asked, model, pixels.tier(), lane);
        if (late != null) {
            return new Fit.Unable(model.id(), pixels.tier(), lane, late);
        }
        PlannedRoute route = new PlannedRoute(
                model.id(),
                model.provider(),
                pixels.tier(),
                pixels.aspectRatio(),
                pixels.size(),
                lane,
                rule.id(),
                asked.policy().name(),
                asked.policy().version(),
                rule.because(),
                micros,
                pixels.changes());
        if (micros == null && asked.state().headroom().isLimited()) {
            return unable(route, "its price is unknown, so nothing can be held against the budget");
        }
        CostLimit limit = new CostLimit(
                request.constraints().maxCostMicros(), asked.policy().limits().costMicros());
        return switch (limit.check(micros, 0)) {
            case CostLimit.Within(var unknown) -> new Fit.Able(route, note + unknown);
            case CostLimit.Beyond(var reason) -> unable(route, reason);
        };
    }

    private @Nullable String late(Case asked, Model model, String tier, Lane lane) {
        Double least = asked.request().constraints().minQuality();
        if (least != null) {
            double quality = asked.policy().terms().quality(model.id(), tier).orElse(1.0);
            if (quality < least) {
                return "its quality is " + quality + " by the policy, the request wants " + least;
            }
        }
        Long wait = asked.request().constraints().maxLatencyMillis();
        Long limit = lane == Lane.BATCH ? null : asked.policy().limits().latencyMillis();
        Instant deadline = asked.request().constraints().deadline();
        if (wait == null && limit == null && deadline == null) {
            return null;
        }
        Long usual = expectedMillis(model.id(), tier, lane);
        if (usual == null) {
            return null;
        }
        if (wait != null && usual > wait) {
            return "usually takes " + usual + " ms, the request allows " + wait;
        }
        if (limit != null && usual > limit) {
            return "usually takes " + usual + " ms, the policy allows " + limit;
        }
        return deadline != null && asked.state().at().plusMillis(usual).isAfter(deadline)
                ? "usually takes " + usual + " ms, the deadline is " + deadline
                : null;
    }

    private static Fit unable(PlannedRoute route, String reason) {
        return new Fit.Unable(route.model(), route.tier(), route.lane(), reason);
    }

    private static Fit unable(Case asked, Candidate candidate, String model, String reason) {
        String tier = candidate.tier();
        Lane lane = asked.request().lane() == Lane.BATCH && !candidate.batch()
                ? Lane.BULK
                : asked.request().lane();
        return new Fit.Unable(
                model, tier == null ? Sizing.spelled(asked.request().output().resolution()) : tier, lane, reason);
    }
}
