package io.diptych.quality.review.store;

import static io.diptych.quality.review.store.Columns.moment;
import static io.diptych.quality.review.store.Columns.texts;

import io.diptych.events.ReviewAnswer;
import io.diptych.quality.review.Submission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table of answers. Nothing is deleted: what was taken back is marked.
public final class SubmissionTable {
    private static final String INSERT = """
            insert into review.submission (decision_id, task_id, reviewer, lead, answer, chosen, reasons, comment, state,
                at, settles_at, took_millis)
            values (:decisionId, :taskId, :reviewer, :lead, :answer, :chosen, :reasons, :comment, :state,
                :at, :settlesAt, :tookMillis)
            """;

    private final JdbcClient jdbc;

    public SubmissionTable(ReviewDatabase database) {
        this.jdbc = database.jdbc();
    }

    /// Keeps an answer. The caller has locked its question.
    public void insert(Submission submission) {
        jdbc.sql(INSERT)
                .param("decisionId", submission.decisionId())
                .param("taskId", submission.taskId())
                .param("reviewer", submission.reviewer())
                .param("lead", submission.lead())
                .param("answer", submission.answer().name())
                .param("chosen", texts(submission.chosen()))
                .param("reasons", texts(submission.reasons()))
                .param("comment", submission.comment())
                .param("state", submission.state().name())
                .param("at", moment(submission.at()))
                .param("settlesAt", moment(submission.settlesAt()))
                .param("tookMillis", submission.took().toMillis())
                .update();
    }

    /// An answer by its identity.
    public Optional<Submission> find(String decisionId) {
        return jdbc.sql("select * from review.submission where decision_id = ?")
                .param(decisionId)
                .query(SubmissionTable::read)
                .optional();
    }

    /// Answers to a question that were not taken back, oldest first.
    public List<Submission> standing(String taskId) {
        return jdbc.sql(
                        "select * from review.submission where task_id = ? and state <> 'UNDONE' order by at, decision_id")
                .param(taskId)
                .query(SubmissionTable::read)
                .list();
    }

    /// Moves an answer on.
    public void mark(String decisionId, Submission.State state) {
        jdbc.sql("update review.submission set state = ? where decision_id = ?")
                .params(state.name(), decisionId)
                .update();
    }

    /// Median time of the last hundred answers; nothing before there are any.
    public Optional<Duration> usualTime() {
        return jdbc.sql("""
                        select percentile_disc(0.5) within group (order by took_millis) from
                            (select took_millis from review.submission order by at desc limit 100) as last
                        """)
                .query((row, _) -> {
                    long millis = row.getLong(1);
                    return row.wasNull() ? Optional.<Duration>empty() : Optional.of(Duration.ofMillis(millis));
                })
                .single();
    }

    private static Submission read(ResultSet row, int number) throws SQLException {
        return new Submission(
                row.getString("decision_id"),
                row.getString("task_id"),
                row.getString("reviewer"),
                row.getBoolean("lead"),
                ReviewAnswer.valueOf(row.getString("answer")),
                texts(row, "chosen"),
                texts(row, "reasons"),
                row.getString("comment"),
                Submission.State.valueOf(row.getString("state")),
                moment(row, "at"),
                moment(row, "settles_at"),
                Duration.ofMillis(row.getLong("took_millis")));
    }
}
