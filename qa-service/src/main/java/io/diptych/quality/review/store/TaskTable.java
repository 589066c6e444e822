package io.diptych.quality.review.store;

import static io.diptych.quality.review.store.Columns.moment;
import static io.diptych.quality.review.store.Columns.optionalMoment;

import io.diptych.events.Decision;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.Stage;
import io.diptych.quality.review.Submission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table of questions. Whatever changes a question locks its row first; a question that another transaction has
/// locked is skipped by those that look for any, so that no two of them ever find the same.
public final class TaskTable {
    private static final String INSERT = """
            insert into review.task (task_id, tenant, kind, slot, binding, state, stage, worth, asked, needed, answers,
                asked_at, due_at, only_for, gold_of, expected, request_id, image_index, event, trace, verdict, score)
            values (:taskId, :tenant, :kind, :slot, :binding, 'OPEN', :stage, :worth, :asked, :asked, 0,
                :askedAt, :dueAt, :onlyFor, :goldOf, :expected, :requestId, :imageIndex, :event, :trace, :verdict, :score)
            on conflict do nothing
            """;
    /// What a reviewer holds already comes first, then what the slot of this turn prefers; audits and questions that
    /// the reviewer has passed come after the others. Urgency grows from 0 to 3 until the answer is due.
    private static final String NEXT = """
            select t.* from review.task t
            where t.state = 'OPEN' and t.answers < t.needed
              and (t.holder is null or t.held_until <= :now or t.holder = :reviewer)
              and (t.only_for is null or t.only_for = :reviewer)
              and not exists (select 1 from review.submission s
                  where s.task_id = t.task_id and s.reviewer = :reviewer and s.state <> 'UNDONE')
            order by (t.holder is not distinct from :reviewer and t.held_until > :now) desc,
              (t.slot = :prefer) desc,
              exists (select 1 from review.pass p where p.task_id = t.task_id and p.reviewer = :reviewer),
              (t.slot <> 'NORMAL' and not t.binding),
              t.worth + case when t.due_at is null then 0 else 3 * least(1, greatest(0,
                  extract(epoch from :now::timestamptz - t.asked_at)
                  / greatest(1, extract(epoch from t.due_at - t.asked_at)))) end desc,
              t.asked_at, t.task_id
            limit 1
            for update of t skip locked
            """;
    private static final String BREACHED = """
            select t.task_id from review.task t
            where t.state = 'OPEN' and t.due_at <= :now and (t.holder is null or t.held_until <= :now)
              and not exists (select 1 from review.submission s where s.task_id = t.task_id and s.state = 'PENDING')
            order by t.due_at limit :most
            """;

    private final JdbcClient jdbc;

    public TaskTable(ReviewDatabase database) {
        this.jdbc = database.jdbc();
    }

    /// Keeps a question, unless it is there.
    ///
    /// @return whether it is new
    public boolean insert(StoredTask task) {
        return jdbc.sql(INSERT)
                        .param("taskId", task.taskId())
                        .param("tenant", task.tenant())
                        .param("kind", task.kind().name())
                        .param("slot", task.slot().name())
                        .param("binding", task.binding())
                        .param("stage", task.stage().name())
                        .param("worth", task.worth())
                        .param("asked", task.asked())
                        .param("askedAt", moment(task.askedAt()))
                        .param("dueAt", optionalMoment(task.dueAt()))
                        .param("onlyFor", task.onlyFor())
                        .param("goldOf", task.goldOf())
                        .param(
                                "expected",
                                task.expected() == null ? null : task.expected().name())
                        .param(
                                "requestId",
                                task.job() == null ? null : task.job().requestId())
                        .param(
                                "imageIndex",
                                task.job() == null ? null : task.job().imageIndex())
                        .param("event", task.event())
                        .param("trace", task.trace())
                        .param(
                                "verdict",
                                task.verdict() == null ? null : task.verdict().name())
                        .param("score", task.score())
                        .update()
                == 1;
    }

    /// The question that this reviewer ought to see, locked until the transaction ends.
    ///
    /// @param prefer slot that this turn is for
    public Optional<StoredTask> next(String reviewer, ReviewSlot prefer, Instant now) {
        return jdbc.sql(NEXT)
                .param("reviewer", reviewer)
                .param("prefer", prefer.name())
                .param("now", moment(now))
                .query(TaskTable::read)
                .optional();
    }

    /// Whether a reviewer has a question before them.
    public boolean isBusy(String reviewer, Instant now) {
        return jdbc.sql(
                        "select exists (select 1 from review.task where state = 'OPEN' and holder = ? and held_until > ?)")
                .params(reviewer, moment(now))
                .query(Boolean.class)
                .single();
    }

    /// How many questions a reviewer has been given.
    public long turns(String reviewer) {
        return jdbc.sql("select coalesce(max(turns), 0) from review.turn where reviewer = ?")
                .param(reviewer)
                .query(Long.class)
                .single();
    }

    /// A question.
    public Optional<StoredTask> find(String taskId) {
        return jdbc.sql("select * from review.task where task_id = ?")
                .param(taskId)
                .query(TaskTable::read)
                .optional();
    }

    /// A question, locked until the transaction ends.
    public Optional<StoredTask> lock(String taskId) {
        return jdbc.sql("select * from review.task where task_id = ? for update")
                .param(taskId)
                .query(TaskTable::read)
                .optional();
    }

    /// A question, locked until the transaction ends, or nothing where another transaction has it.
    public Optional<StoredTask> lockUnlessLocked(String taskId) {
        return jdbc.sql("select * from review.task where task_id = ? for update skip locked")
                .param(taskId)
                .query(TaskTable::read)
                .optional();
    }

    /// Makes a question a reviewer's.
    public void hold(String taskId, String reviewer, Instant since, Instant until) {
        jdbc.sql("update review.task set holder = ?, held_since = ?, held_until = ? where task_id = ?")
                .params(reviewer, moment(since), moment(until), taskId)
                .update();
    }

    /// Makes a question nobody's.
    public void release(String taskId) {
        jdbc.sql("update review.task set holder = null, held_since = null, held_until = null where task_id = ?")
                .param(taskId)
                .update();
    }

    /// Notes how many answers there are and how many are needed.
    public void count(String taskId, int answers, int needed) {
        jdbc.sql("update review.task set answers = ?, needed = ? where task_id = ?")
                .params(answers, needed, taskId)
                .update();
    }

    /// Ends a question.
    ///
    /// @param answer    null where it is withdrawn
    /// @param automatic whether a policy has answered
    public void close(String taskId, ReviewState state, @Nullable ReviewAnswer answer, boolean automatic, Instant now) {
        jdbc.sql("""
                        update review.task set state = :state, answer = :answer, automatic = :automatic, closed_at = :now,
                            holder = null, held_since = null, held_until = null
                        where task_id = :taskId
                        """)
                .param("state", state.name())
                .param("answer", answer == null ? null : answer.name())
                .param("automatic", automatic)
                .param("now", moment(now))
                .param("taskId", taskId)
                .update();
    }

    /// Questions that nobody has answered in time, looks at, or has just answered.
    public List<String> breached(Instant now, int most) {
        return jdbc.sql(BREACHED)
                .param("now", moment(now))
                .param("most", most)
                .query((row, _) -> row.getString("task_id"))
                .list();
    }

    /// Questions of which an answer can no longer be taken back and does not hold yet.
    public List<String> settling(Instant now, int most) {
        return jdbc.sql("""
                        select task_id from review.submission where state = :pending and settles_at <= :now
                        group by task_id order by min(settles_at) limit :most
                        """)
                .param("pending", Submission.State.PENDING.name())
                .param("now", moment(now))
                .param("most", most)
                .query((row, _) -> row.getString("task_id"))
                .list();
    }

    /// Notes that a reviewer would rather see something else first.
    public void pass(String taskId, String reviewer, Instant now) {
        jdbc.sql("""
                        insert into review.pass (task_id, reviewer, at) values (?, ?, ?)
                        on conflict (task_id, reviewer) do update set at = excluded.at
                        """).params(taskId, reviewer, moment(now)).update();
    }

    /// Counts a question that a reviewer is given.
    public void countTurn(String reviewer) {
        jdbc.sql("""
                        insert into review.turn (reviewer, turns) values (?, 1)
                        on conflict (reviewer) do update set turns = turn.turns + 1
                        """).param(reviewer).update();
    }

    private static @Nullable AwaitedJob job(ResultSet row) throws SQLException {
        String requestId = row.getString("request_id");
        return requestId == null ? null : new AwaitedJob(requestId, row.getInt("image_index"));
    }

    static StoredTask read(ResultSet row, int number) throws SQLException {
        return new StoredTask(
                row.getString("task_id"),
                row.getString("tenant"),
                ReviewKind.valueOf(row.getString("kind")),
                ReviewSlot.valueOf(row.getString("slot")),
                row.getBoolean("binding"),
                ReviewState.valueOf(row.getString("state")),
                Stage.valueOf(row.getString("stage")),
                row.getDouble("worth"),
                row.getInt("asked"),
                row.getInt("needed"),
                row.getInt("answers"),
                moment(row, "asked_at"),
                optionalMoment(row, "due_at"),
                row.getString("holder"),
                optionalMoment(row, "held_since"),
                optionalMoment(row, "held_until"),
                row.getString("only_for"),
                row.getString("gold_of"),
                Columns.optional(ReviewAnswer.class, row.getString("expected")),
                job(row),
                row.getBytes("event"),
                row.getString("trace"),
                Columns.optional(Decision.class, row.getString("verdict")),
                row.getObject("score", Double.class));
    }
}
