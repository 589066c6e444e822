package io.diptych.cost.kafka;

/// Names of the topology's operators and stores. They are stored on the broker: renaming one loses its state.
final class Operators {
    static final String RESULTS = "results";
    static final String POST = "post-results";
    static final String POSTED = "posted";
    static final String TO_ENTRY = "to-entry";
    static final String ENTRIES = "entries";
    static final String UNREADABLE = "unreadable";
    static final String TO_DEAD_LETTER = "to-dead-letter";
    static final String DEAD_LETTERS = "dead-letters";
    static final String TO_DELTAS = "to-rollup-deltas";
    static final String DELTAS = "rollup-deltas";
    static final String ADD = "add-rollups";
    static final String ROLLUPS_OUT = "rollups";
    static final String SETTLEMENTS = "settlements";
    static final String SETTLE = "post-settlements";
    static final String OUTCOMES = "outcomes";
    static final String ACCEPT = "count-outcomes";
    static final String ESCALATIONS = "escalations";
    static final String ESCALATE = "count-escalations";
    static final String TO_ALERT = "to-alert";
    static final String ALERTS = "alerts";
    static final String BUDGETED = "budgeted-entries";
    static final String BY_TENANT = "entries-by-tenant";
    static final String TO_BUDGETS = "to-budgets";
    static final String KEEP = "keep-budgets";
    static final String TO_STATUS = "to-budget-status";
    static final String STATUSES = "budget-statuses";
    static final String TO_WITHDRAWN = "to-withdrawn-budget";
    static final String WITHDRAWN = "withdrawn-budgets";
    static final String TO_BUDGET_ALERT = "to-budget-alert";
    static final String BUDGET_ALERTS = "budget-alerts";
    static final String OBSERVATIONS = "observations";
    static final String WATCH = "watch-shifts";
    static final String TO_SHIFT_ALERT = "to-shift-alert";
    static final String SHIFT_ALERTS = "shift-alerts";
    /// Store of what is watched for shifts.
    static final String SERIES = "shift-series";
    /// Store of where attempts stand.
    static final String BALANCES = "attempt-balances";
    /// Store of the events that were counted.
    static final String SEEN = "seen-facts";
    /// Store of what was spent, for budgets.
    static final String SPENDING = "budget-spending";
    /// Store of the thresholds that were crossed.
    static final String CROSSINGS = "budget-crossings";
    /// Store of the keys of sums that are to be sent on.
    static final String UNSENT = "rollups-unsent";
    /// Store of the sums.
    static final String SUMS = "rollup-sums";

    private Operators() {}
}
