package io.diptych.router.kafka;

/// Names of the topology's operators and stores. They are stored on the broker: renaming one loses its state.
final class Operators {
    static final String REQUESTS = "requests";
    static final String ESCALATIONS = "escalations";
    static final String ROUTE_REQUESTS = "route-requests";
    static final String ROUTE_ESCALATIONS = "route-escalations";
    static final String JOBS = "jobs";
    static final String DECISIONS = "decisions";
    static final String OUTCOMES = "outcomes";
    static final String DEAD_LETTERS = "dead-letters";
    static final String SEEN_REQUESTS = "seen-requests";
    static final String SEEN_ATTEMPTS = "seen-attempts";

    private Operators() {}
}
