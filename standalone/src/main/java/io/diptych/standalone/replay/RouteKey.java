package io.diptych.standalone.replay;

import io.diptych.events.Lane;
import io.diptych.events.Route;
import io.diptych.router.routing.PlannedRoute;

/// What makes two routes the same to those who pay and wait: model, tier, and whether it is the batch lane.
record RouteKey(String model, String tier, boolean batch) {
    static RouteKey of(Route route) {
        return new RouteKey(route.getModel(), route.getTier(), route.getLane() == Lane.BATCH);
    }

    static RouteKey of(PlannedRoute route) {
        return new RouteKey(route.model(), route.tier(), route.lane() == Lane.BATCH);
    }

    /// For people.
    String label() {
        return model + " " + tier + (batch ? " batch" : "");
    }
}
