package io.diptych.router.policy;

import io.diptych.router.request.RoutingRequest;

/// When a rule holds. A pure function of the request.
@FunctionalInterface
public interface Condition {
    /// Whether it holds for the request.
    ///
    /// @throws ConditionException when the request lacks what the condition looks at, for example a label
    boolean holds(RoutingRequest request);
}
