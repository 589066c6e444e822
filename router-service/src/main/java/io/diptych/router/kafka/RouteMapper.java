package io.diptych.router.kafka;

import io.diptych.catalog.PixelSize;
import io.diptych.events.CandidateEvaluation;
import io.diptych.events.Route;
import io.diptych.router.routing.Evaluation;
import io.diptych.router.routing.PlannedRoute;
import java.util.ArrayList;
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
        List<Route> events = new ArrayList<>(routes.size());
        for (PlannedRoute route : routes) {
            events.add(event(route));
        }
        return events;
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
        List<CandidateEvaluation> events = new ArrayList<>(evaluations.size());
        for (Evaluation evaluation : evaluations) {
            events.add(event(evaluation));
        }
        return events;
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
