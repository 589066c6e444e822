package io.diptych.quality.review.store;

import static io.diptych.quality.review.store.Columns.moment;
import static io.diptych.quality.review.store.Columns.optionalMoment;

import io.diptych.quality.review.Interval;
import io.diptych.quality.review.Kappa;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the desk can tell about itself: what waits, how far people agree, how good quality control is.
public final class ReportQueries {
    private static final String QUEUE = """
            select t.task_id, t.stage, t.kind, t.asked_at, t.due_at, t.answers, t.needed, t.worth,
                case when t.held_until > :now then t.holder end as holder,
                exists (select 1 from review.submission s
                    where s.task_id = t.task_id and s.state = 'PENDING') as settling
            from review.task t where t.state = 'OPEN' and t.slot <> 'GOLD'
            order by t.due_at nulls last, t.asked_at limit :most
            """;
    private static final String COUNTS = """
            select t.stage, count(*) filter (where t.state = 'OPEN') as open,
                count(*) filter (where t.state = 'OPEN' and t.due_at <= :now) as overdue,
                count(*) filter (where t.closed_at > :since and t.state = 'DECIDED' and not t.automatic) as decided,
                count(*) filter (where t.closed_at > :since and t.automatic) as breached,
                min(t.asked_at) filter (where t.state = 'OPEN') as oldest
            from review.task t where t.slot <> 'GOLD' group by t.stage order by t.stage
            """;
    private static final String PAIRS = """
            select a.reviewer as first, b.reviewer as second, a.answer as first_answer, b.answer as second_answer
            from review.submission a join review.submission b using (task_id)
            where a.reviewer < b.reviewer and a.state = 'SETTLED' and b.state = 'SETTLED' and a.at > :since
            """;
    private static final String REVIEWERS = """
            select s.reviewer, count(*) as answers,
                percentile_disc(0.5) within group (order by s.took_millis) as median_millis,
                count(*) filter (where s.took_millis < 2000) as hasty,
                count(*) filter (where s.answer <> 'APPROVED') as against,
                count(*) filter (where t.slot = 'GOLD') as gold,
                count(*) filter (where t.slot = 'GOLD' and s.answer = t.expected) as gold_right
            from review.submission s join review.task t using (task_id)
            where s.state = 'SETTLED' and s.at > :since and t.kind <> 'BUY_AGAIN' group by s.reviewer order by s.reviewer
            """;
    /// Of the images that chance chose, whatever their score: what quality control said, and what people did.
    private static final String AUDITS = """
            select t.stage, t.verdict, count(*) as images, count(*) filter (where t.answer = 'APPROVED') as good
            from review.task t
            where t.slot = 'AUDIT' and t.state = 'DECIDED' and not t.automatic and t.verdict is not null
              and t.closed_at > :since
            group by t.stage, t.verdict order by t.stage
            """;

    private final JdbcClient jdbc;

    public ReportQueries(ReviewDatabase database) {
        this.jdbc = database.jdbc();
    }

    /// An open question.
    ///
    /// @param holder   who looks at it; null where nobody does
    /// @param settling whether an answer can still be taken back
    public record Waiting(
            String taskId,
            String stage,
            String kind,
            Instant askedAt,
            @Nullable Instant dueAt,
            int answers,
            int needed,
            double worth,
            @Nullable String holder,
            boolean settling) {}

    /// The questions of a stage.
    ///
    /// @param oldest when the oldest open one was asked; null where none is open
    public record Counts(
            String stage,
            long open,
            long overdue,
            long decided,
            long breached,
            @Nullable Instant oldest) {}

    /// How far two people agree.
    ///
    /// @param kappa Cohen's; null where it is not defined
    public record Agreement(
            String first,
            String second,
            int questions,
            Interval same,
            @Nullable Double kappa) {}

    /// A person's work on images.
    ///
    /// @param hasty   answers in less than two seconds
    /// @param against answers that were not APPROVED
    /// @param gold    answers to questions whose answer is known
    public record Work(
            String reviewer, long answers, long medianMillis, Interval hasty, Interval against, Interval gold) {}

    /// How good quality control is at a stage, by the images that chance chose.
    ///
    /// @param falseAccepts of the images that it accepted, those that people did not
    /// @param falseRejects of the images that it did not, those that people would have accepted
    public record Accuracy(String stage, Interval falseAccepts, Interval falseRejects, long audited) {}

    /// Open questions, those that are due first.
    public List<Waiting> waiting(Instant now, int most) {
        return jdbc.sql(QUEUE)
                .param("now", moment(now))
                .param("most", most)
                .query((row, _) -> new Waiting(
                        row.getString("task_id"),
                        row.getString("stage"),
                        row.getString("kind"),
                        moment(row, "asked_at"),
                        optionalMoment(row, "due_at"),
                        row.getInt("answers"),
                        row.getInt("needed"),
                        row.getDouble("worth"),
                        row.getString("holder"),
                        row.getBoolean("settling")))
                .list();
    }

    /// The questions of each stage.
    ///
    /// @param since from when ended ones are counted
    public List<Counts> counts(Instant now, Instant since) {
        return jdbc.sql(COUNTS)
                .param("now", moment(now))
                .param("since", moment(since))
                .query((row, _) -> new Counts(
                        row.getString("stage"),
                        row.getLong("open"),
                        row.getLong("overdue"),
                        row.getLong("decided"),
                        row.getLong("breached"),
                        optionalMoment(row, "oldest")))
                .list();
    }

    /// How far any two people agree who have answered the same questions.
    public List<Agreement> agreements(Instant since) {
        Map<List<String>, List<Kappa.Pair>> pairs = new TreeMap<>(Comparator.comparing(List::toString));
        jdbc.sql(PAIRS).param("since", moment(since)).query(row -> {
            pairs.computeIfAbsent(List.of(row.getString("first"), row.getString("second")), _ -> new ArrayList<>())
                    .add(new Kappa.Pair(row.getString("first_answer"), row.getString("second_answer")));
        });
        return pairs.entrySet().stream()
                .map(entry -> agreement(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Agreement agreement(List<String> people, List<Kappa.Pair> answers) {
        long same = answers.stream()
                .filter(pair -> pair.first().equals(pair.second()))
                .count();
        double kappa = Kappa.of(answers);
        return new Agreement(
                people.getFirst(),
                people.getLast(),
                answers.size(),
                Interval.of(same, answers.size()),
                Double.isNaN(kappa) ? null : kappa);
    }

    /// What each person has done.
    public List<Work> work(Instant since) {
        return jdbc.sql(REVIEWERS)
                .param("since", moment(since))
                .query((row, _) -> new Work(
                        row.getString("reviewer"),
                        row.getLong("answers"),
                        row.getLong("median_millis"),
                        Interval.of(row.getLong("hasty"), row.getLong("answers")),
                        Interval.of(row.getLong("against"), row.getLong("answers")),
                        Interval.of(row.getLong("gold_right"), row.getLong("gold"))))
                .list();
    }

    /// How good quality control is.
    public List<Accuracy> accuracy(Instant since) {
        Map<String, long[]> stages = new TreeMap<>();
        jdbc.sql(AUDITS).param("since", moment(since)).query(row -> {
            long[] counts = stages.computeIfAbsent(row.getString("stage"), _ -> new long[4]);
            boolean accepted = "ACCEPT".equals(row.getString("verdict"));
            counts[accepted ? 0 : 2] += row.getLong("images");
            counts[accepted ? 1 : 3] += accepted ? row.getLong("images") - row.getLong("good") : row.getLong("good");
        });
        return stages.entrySet().stream()
                .map(entry -> {
                    long[] counts = entry.getValue();
                    return new Accuracy(
                            entry.getKey(),
                            Interval.of(counts[1], counts[0]),
                            Interval.of(counts[3], counts[2]),
                            counts[0] + counts[2]);
                })
                .toList();
    }
}
