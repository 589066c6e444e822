package io.diptych.cost.dashboard;

import io.diptych.schemas.Topics;
import java.util.List;

/// The topics that the tables of dashboards follow.
final class Sources {
    private Sources() {}

    static List<String> of(Topics topics) {
        return List.of(
                topics.costRollups().name(),
                topics.budgets().name(),
                topics.results().name(),
                topics.outcomes().name(),
                topics.feedbackCounts().name());
    }
}
