package io.diptych.router.kafka;

import io.diptych.catalog.PixelSize;
import io.diptych.events.CandidateEvaluation;
import io.diptych.events.Route;
import io.diptych.router.routing.Evaluation;
import io.diptych.router.routing.PlannedRoute;
import java.util.List;

/// Translates routes and evaluations between events and decisions.
final class RouteMapper {
    private RouteMapper() {}

    // Constructors, not builders: a request makes a dozen of these, and a builder looks at each field three times.
    static Route event(PlannedRoute route) {
        return new Route(
                route.model(),
                route.provider(),
                route.tier(),
                route.aspectRatio(),
                route.size().width(),
                route.size().height(),
                route.lane(),
                route.ruleId(),
                route.policy(),
                route.policyVersion(),
                route.reason(),
                route.estimatedMicros(),
                route.substitutions());
    }

    static List<Route> events(List<PlannedRoute> routes) {
        return routes.stream().map(RouteMapper::event).toList();
    }

    static PlannedRoute planned(Route route) {
        return new PlannedRoute(
                route.getModel(),
                route.getProvider(),
                route.getTier(),
                route.getAspectRatio(),
                new PixelSize(route.getWidth(), route.getHeight()),
                route.getLane(),
                route.getRuleId(),
                route.getPolicy(),
                route.getPolicyVersion(),
                route.getReason(),
                route.getEstimatedMicros(),
                route.getSubstitutions());
    }

    static List<CandidateEvaluation> evaluations(List<Evaluation> evaluations) {
        return evaluations.stream().map(RouteMapper::event).toList();
    }

    private static CandidateEvaluation event(Evaluation evaluation) {
        return new CandidateEvaluation(
                evaluation.model(),
                evaluation.tier(),
                evaluation.lane(),
                evaluation.eligible(),
                evaluation.chosen(),
                evaluation.rank(),
                evaluation.reason(),
                evaluation.estimatedMicros(),
                evaluation.expectedMillis());
    }
}
