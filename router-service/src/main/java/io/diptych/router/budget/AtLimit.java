package io.diptych.router.budget;

/// What is done with an image that its tenant's budget has no room for.
public enum AtLimit {
    /// It ends as REJECTED, with the figures.
    REJECT,
    /// The best route that there is room for makes it; where there is none, it is rejected.
    DOWNGRADE,
    /// It waits until there is room, or until its deadline.
    QUEUE
}
