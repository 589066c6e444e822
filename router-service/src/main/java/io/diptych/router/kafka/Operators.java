package io.diptych.router.kafka;

/// Names of the topologies' operators and stores. They are stored on the broker: renaming one loses its
/// state.
final class Operators {
    static final String REQUESTS = "requests";
    static final String ESCALATIONS = "escalations";
    static final String ENTRIES = "entries";
    static final String TENANTS = "tenants";
    static final String ROUTE_REQUESTS = "route-requests";
    static final String ROUTE_ESCALATIONS = "route-escalations";
    static final String ROUTE_TENANTS = "route-tenants";
    static final String PASS_ENTRIES = "pass-entries";
    static final String SEEN_REQUESTS = "used-request-ids";
    static final String SEEN_ATTEMPTS = "seen-attempts";
    static final String TENANT_BOOKS = "tenant-money";
    static final String PARKED = "parked";

    static final String OUTCOMES_READ = "outcomes-read";
    static final String INDEX_OUTCOMES = "index-outcomes";
    static final String REPEATS = "repeats";
    static final String ANSWER_REPEATS = "answer-repeats";
    static final String OUTCOME_OFFSETS = "outcome-offsets";

    private Operators() {}

    /// What is sent goes to a sink of the sender's own: one that two senders shared would make one task
    /// of both, and one would wait for the other.
    static String sinkOf(String sender) {
        return sender + "-out";
    }

    static String boardSource(String board) {
        return board + "-board-in";
    }

    static String board(String board) {
        return board + "-board";
    }

    static String letterSource(String board) {
        return board + "-letters-in";
    }

    static String letters(String board) {
        return board + "-letters";
    }

    static String boardStore(String board) {
        return board + "-board-store";
    }
}
