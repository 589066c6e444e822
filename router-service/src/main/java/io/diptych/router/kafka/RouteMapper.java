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

    static Route event(PlannedRoute route) {
        return Route.newBuilder()
                .setModel(route.model())
                .setProvider(route.provider())
                .setTier(route.tier())
                .setAspectRatio(route.aspectRatio())
                .setWidth(route.size().width())
                .setHeight(route.size().height())
                .setLane(route.lane())
                .setRuleId(route.ruleId())
                .setPolicy(route.policy())
                .setPolicyVersion(route.policyVersion())
                .setReason(route.reason())
                .setEstimatedMicros(route.estimatedMicros())
                .setSubstitutions(route.substitutions())
                .build();
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
        return CandidateEvaluation.newBuilder()
                .setModel(evaluation.model())
                .setTier(evaluation.tier())
                .setLane(evaluation.lane())
                .setEligible(evaluation.eligible())
                .setChosen(evaluation.chosen())
                .setRank(evaluation.rank())
                .setReason(evaluation.reason())
                .setEstimatedMicros(evaluation.estimatedMicros())
                .setExpectedMillis(evaluation.expectedMillis())
                .build();
    }
}
