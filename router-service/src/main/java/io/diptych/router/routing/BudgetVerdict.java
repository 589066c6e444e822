package io.diptych.router.routing;

/// What the budgets that cover the job say to the best route.
public sealed interface BudgetVerdict {
    /// No hard budget covers it.
    record Unlimited() implements BudgetVerdict {}

    /// Each has room for the best route.
    ///
    /// @param micros highest plausible price, to be held
    record Affordable(long micros) implements BudgetVerdict {}

    /// One has no room for the best route, and the policy takes the next one that there is room for.
    ///
    /// @param wanted the best route
    /// @param micros highest plausible price of the one that is taken, to be held
    record Downgraded(PlannedRoute wanted, long micros) implements BudgetVerdict {}

    /// One has no room, and the job ends.
    ///
    /// @param reason for a person
    record Refused(String reason) implements BudgetVerdict {}

    /// One has no room, and the policy lets the job wait for it.
    ///
    /// @param micros highest plausible price of the best route, to be held once there is room
    /// @param reason for a person
    record Queued(long micros, String reason) implements BudgetVerdict {}
}
