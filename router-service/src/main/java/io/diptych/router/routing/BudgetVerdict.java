package io.diptych.router.routing;

/// What the tenant's budget says to the best route.
public sealed interface BudgetVerdict {
    /// There is no hard budget.
    record Unlimited() implements BudgetVerdict {}

    /// It has room for the best route.
    ///
    /// @param micros highest plausible price, to be held
    record Affordable(long micros) implements BudgetVerdict {}

    /// It has no room for the best route, and the policy takes the next one that there is room for.
    ///
    /// @param wanted the best route
    /// @param micros highest plausible price of the one that is taken, to be held
    record Downgraded(PlannedRoute wanted, long micros) implements BudgetVerdict {}

    /// It has no room, and the job ends.
    ///
    /// @param reason for a person
    record Refused(String reason) implements BudgetVerdict {}

    /// It has no room, and the policy lets the job wait for it.
    ///
    /// @param reason for a person
    record Queued(String reason) implements BudgetVerdict {}
}
