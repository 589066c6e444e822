package io.diptych.router.routing;

import io.diptych.catalog.Capabilities;
import io.diptych.catalog.Catalog;
import io.diptych.catalog.Mode;
import io.diptych.catalog.Model;
import io.diptych.catalog.Price;
import io.diptych.catalog.PriceBook;
import io.diptych.events.Lane;
import io.diptych.router.policy.Candidate;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.Rule;
import io.diptych.router.request.RoutingRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The hard filter: whether a model can do a job at all. What it cannot do is never dropped silently.
final class Eligibility {
    private static final String NO_WISH = "image/png";

    private final Catalog catalog;
    private final Set<String> deployed;
    private final PriceBook prices;

    /// @param deployed catalogue ids of the models that have topics and workers here
    Eligibility(Catalog catalog, Set<String> deployed, PriceBook prices) {
        this.catalog = catalog;
        this.deployed = Set.copyOf(deployed);
        this.prices = prices;
    }

    Fit check(RoutingRequest request, Policy policy, Rule rule, Candidate candidate, Instant at) {
        Optional<Model> known = catalog.model(candidate.model());
        if (known.isEmpty() || !deployed.contains(known.get().id())) {
            return new Fit.Unable("is not deployed here");
        }
        Model model = known.get();
        String refusal = refusal(request, model);
        if (refusal != null) {
            return new Fit.Unable(refusal);
        }
        return switch (Sizing.of(model, candidate.tier(), request.output())) {
            case Sizing.Impossible(var reason) -> new Fit.Unable(reason);
            case Sizing.Pixels pixels -> priced(request, policy, rule, model, pixels, lane(request, candidate), at);
        };
    }

    /// BATCH only where the caller and the rule want it; a batch request on a standard lane has nobody waiting.
    static Lane lane(RoutingRequest request, Candidate candidate) {
        return switch (request.lane()) {
            case INTERACTIVE -> Lane.INTERACTIVE;
            case BULK -> Lane.BULK;
            case BATCH -> candidate.batch() ? Lane.BATCH : Lane.BULK;
        };
    }

    /// Usual time to the result, or null where the catalogue does not know it.
    @Nullable
    Long expectedMillis(String model, String tier, Lane lane) {
        return catalog.model(model)
                .flatMap(known -> lane == Lane.BATCH ? known.batchLatency() : known.latency(tier))
                .map(latency -> latency.toMillis())
                .orElse(null);
    }

    private @Nullable String refusal(RoutingRequest request, Model model) {
        String pinned = request.preferences().pinnedModel();
        if (pinned != null && !model.id().equals(pinned)) {
            return "the request pins " + pinned;
        }
        if (request.preferences().excludedModels().stream().anyMatch(name -> isCalled(model, name))) {
            return "the request excludes it";
        }
        return incapability(request, model.capabilities());
    }

    private static @Nullable String incapability(RoutingRequest request, Capabilities can) {
        if (!can.can(Mode.GENERATE)) {
            return "does not make images from words";
        }
        if (request.references() > can.maxReferences()) {
            return "takes " + can.maxReferences() + " references, the request has " + request.references();
        }
        if (request.output().transparentBackground() && !can.transparentBackground()) {
            return "does not make transparent backgrounds";
        }
        Integer most = can.promptMaxChars();
        if (most != null && request.prompt().length() > most) {
            return "takes prompts of " + most + " characters, the request's has "
                    + request.prompt().length();
        }
        return wrongMediaType(request.output().mediaType(), can);
    }

    /// A model that chooses the media type itself will do for the type that is asked for by default only.
    private static @Nullable String wrongMediaType(String wanted, Capabilities can) {
        if (can.outputFormats().isEmpty()) {
            return wanted.equals(NO_WISH) ? null : "chooses the media type itself, the request asks for " + wanted;
        }
        return can.outputFormats().contains(wanted.substring(wanted.indexOf('/') + 1))
                ? null
                : "makes " + can.outputFormats() + ", the request asks for " + wanted;
    }

    private Fit priced(
            RoutingRequest request,
            Policy policy,
            Rule rule,
            Model model,
            Sizing.Pixels pixels,
            Lane lane,
            Instant at) {
        Price price = prices.estimate(
                model.id(),
                pixels.tier(),
                pixels.size(),
                lane == Lane.BATCH ? io.diptych.catalog.Lane.BATCH : io.diptych.catalog.Lane.STANDARD,
                request.prompt().length(),
                request.references(),
                at);
        Long micros = switch (price) {
            case Price.Known(var amount, var _, var _, var _) -> Long.valueOf(amount.micros());
            case Price.Unknown _ -> null;
        };
        PlannedRoute route = new PlannedRoute(
                model.id(),
                model.provider(),
                pixels.tier(),
                pixels.aspectRatio(),
                pixels.size(),
                lane,
                rule.id(),
                policy.name(),
                policy.version(),
                rule.because(),
                micros);
        return switch (new CostLimit(
                        request.constraints().maxCostMicros(), policy.limits().costMicros())
                .check(micros, 0)) {
            case CostLimit.Within(var note) -> new Fit.Able(route, note);
            case CostLimit.Beyond(var reason) -> new Fit.Unable(reason);
        };
    }

    private boolean isCalled(Model model, String name) {
        return model.id().equals(name) || model.aliases().contains(name);
    }
}
