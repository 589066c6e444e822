package io.diptych.router.policy;

/// What a policy wants where the tenant's budget does not have room for the best route.
public enum BudgetLimit {
    /// The job ends.
    REJECT,
    /// The next route that there is room for is taken, and the decision says so.
    DOWNGRADE,
    /// The job waits for room.
    QUEUE
}
