package io.diptych.cost.dashboard;

import io.diptych.events.FeedbackCount;
import io.diptych.schemas.Topic;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/// What people said of the images that a model, a rule and a template made, as it is written.
final class FeedbackTable {
    private static final List<String> KEY = List.of("model", "rule_id", "template_version");
    private static final List<String> COLUMNS =
            List.of("regenerated", "abandoned", "corrected", "rated", "rating_sum", "chosen", "other", "occurred_at");
    private static final String UPSERT = "insert into feedback_count (" + String.join(", ", KEY) + ", "
            + String.join(", ", COLUMNS) + ") values (" + "?, ".repeat(KEY.size() + COLUMNS.size() - 1) + "?)"
            + " on conflict (" + String.join(", ", KEY) + ") do update set "
            + COLUMNS.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;
    private final Topic<FeedbackCount> topic;

    FeedbackTable(JdbcTemplate jdbc, Topic<FeedbackCount> topic) {
        this.jdbc = jdbc;
        this.topic = topic;
    }

    /// Stores counts; of several values of the same, the last.
    void put(Collection<FeedbackCount> counts) {
        Map<String, FeedbackCount> newest = new LinkedHashMap<>();
        counts.forEach(count -> newest.put(topic.keyOf(count), count));
        jdbc.batchUpdate(UPSERT, newest.values(), BATCH, FeedbackTable::set);
    }

    private static void set(PreparedStatement row, FeedbackCount count) throws SQLException {
        new Columns(row)
                .text(count.getModel())
                .text(count.getRuleId())
                .text(count.getTemplateVersion())
                .number(count.getRegenerated())
                .number(count.getAbandoned())
                .number(count.getCorrected())
                .number(count.getRated())
                .number(count.getRatingSum())
                .number(count.getChosen())
                .number(count.getOther())
                .moment(count.getOccurredAt());
    }
}
