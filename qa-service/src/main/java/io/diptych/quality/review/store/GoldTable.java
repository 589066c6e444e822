package io.diptych.quality.review.store;

import static io.diptych.quality.review.store.Columns.moment;

import io.diptych.events.ReviewAnswer;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table of questions whose answer is known.
public final class GoldTable {
    private final JdbcClient jdbc;

    public GoldTable(ReviewDatabase database) {
        this.jdbc = database.jdbc();
    }

    /// A question whose answer is known.
    public record Gold(String taskId, ReviewAnswer answer) {}

    /// Says that the answer to a question is known; a later word replaces an earlier one.
    public void put(String taskId, ReviewAnswer answer, String namedBy, Instant now) {
        jdbc.sql("""
                        insert into review.gold (task_id, answer, named_by, at) values (?, ?, ?, ?)
                        on conflict (task_id) do update set answer = excluded.answer, named_by = excluded.named_by,
                            at = excluded.at
                        """).params(taskId, answer.name(), namedBy, moment(now)).update();
    }

    /// The oldest one that this reviewer has neither answered before nor been asked again.
    public Optional<Gold> unseenBy(String reviewer) {
        return jdbc.sql("""
                        select g.task_id, g.answer from review.gold g
                        where not exists (select 1 from review.submission s
                                where s.task_id = g.task_id and s.reviewer = :reviewer)
                          and not exists (select 1 from review.task t
                                where t.gold_of = g.task_id and t.only_for = :reviewer)
                        order by g.at, g.task_id limit 1
                        """)
                .param("reviewer", reviewer)
                .query((row, _) -> new Gold(row.getString("task_id"), ReviewAnswer.valueOf(row.getString("answer"))))
                .optional();
    }
}
