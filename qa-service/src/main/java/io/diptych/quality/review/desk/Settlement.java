package io.diptych.quality.review.desk;

import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.quality.review.BreachPolicy;
import io.diptych.quality.review.Consensus;
import io.diptych.quality.review.Matter;
import io.diptych.quality.review.ReviewMeters;
import io.diptych.quality.review.ReviewMeters.BreachEnd;
import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.Submission;
import io.diptych.quality.review.store.CancellationTable;
import io.diptych.quality.review.store.CancellationTable.Cancelled;
import io.diptych.quality.review.store.OutboxTable;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.quality.review.store.StoredTask;
import io.diptych.quality.review.store.SubmissionTable;
import io.diptych.quality.review.store.TaskTable;
import io.diptych.quality.verdict.Answers;
import io.diptych.quality.verdict.BuyAgain;
import io.diptych.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets answers hold once they can no longer be taken back, withdraws what callers no longer want, and answers in place
/// of people who did not. Every question is a transaction of its own; several instances may do this at once.
public final class Settlement {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);
    private static final int MOST = 100;
    private static final String POLICY = "policy";

    private final ReviewDatabase database;
    private final TaskTable tasks;
    private final SubmissionTable submissions;
    private final CancellationTable cancellations;
    private final Clerk clerk;
    private final ReviewProperties terms;
    private final ReviewMeters meters;
    private final InstantSource clock;

    public Settlement(
            ReviewDatabase database,
            Topics topics,
            EventCodec codec,
            ReviewProperties terms,
            ReviewMeters meters,
            InstantSource clock) {
        this.database = database;
        this.tasks = new TaskTable(database);
        this.submissions = new SubmissionTable(database);
        this.cancellations = new CancellationTable(database);
        this.clerk = new Clerk(topics, codec, new OutboxTable(database));
        this.terms = terms;
        this.meters = meters;
        this.clock = clock;
    }

    /// Does what is due.
    public void settle() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (String taskId : tasks.settling(now, MOST)) {
            database.within(() -> tasks.lockUnlessLocked(taskId).map(task -> settle(task, now)));
        }
        for (Cancelled cancelled : cancellations.open(MOST)) {
            database.within(
                    () -> tasks.lockUnlessLocked(cancelled.taskId()).map(task -> withdraw(task, cancelled, now)));
        }
        for (String taskId : tasks.breached(now, MOST)) {
            database.within(() -> tasks.lockUnlessLocked(taskId).map(task -> breach(task, now)));
        }
    }

    private boolean settle(StoredTask task, Instant now) {
        List<Submission> standing = submissions.standing(task.taskId());
        List<Submission> due = standing.stream()
                .filter(each -> each.state() == Submission.State.PENDING && !now.isBefore(each.settlesAt()))
                .toList();
        if (due.isEmpty() || task.state() != ReviewState.OPEN) {
            due.forEach(late -> submissions.mark(late.decisionId(), Submission.State.SETTLED));
            return false;
        }
        List<Submission> settled = standing.stream()
                .filter(each -> each.state() == Submission.State.SETTLED || due.contains(each))
                .toList();
        ReviewTask question = clerk.question(task);
        Optional<Submission> holds = Consensus.of(task.asked(), settled).answer();
        for (Submission each : due) {
            submissions.mark(each.decisionId(), Submission.State.SETTLED);
            boolean closing = holds.isPresent() && each.equals(due.getLast());
            clerk.label(task, question, label(each).setClosing(closing), now);
        }
        holds.ifPresent(answer -> close(task, question, answer, settled, ReviewStep.DECIDED, now));
        return true;
    }

    private void close(
            StoredTask task,
            ReviewTask question,
            Submission answer,
            List<Submission> given,
            ReviewStep step,
            Instant now) {
        List<String> reasons = Consensus.reasons(answer, given);
        clerk.effects(task, question, answer.answer(), answer.chosen(), reasons, now);
        clerk.closed(task, question, ReviewState.DECIDED, step, now);
        tasks.close(task.taskId(), ReviewState.DECIDED, answer.answer(), step == ReviewStep.BREACHED, now);
        log.atInfo()
                .addKeyValue("task", task.taskId())
                .addKeyValue("tenant", task.tenant())
                .addKeyValue("answer", answer.answer())
                .addKeyValue("answers", given.size())
                .log("question decided");
    }

    /// An answer that does not hold yet comes too late as well.
    private boolean withdraw(StoredTask task, Cancelled cancelled, Instant now) {
        ReviewTask question = clerk.question(task);
        if (task.state() != ReviewState.OPEN || Matter.awaited(question) == null) {
            return false;
        }
        String reason = cancelled.reason().isBlank() ? "" : ": " + cancelled.reason();
        clerk.cancelled(task, question, "cancelled at " + cancelled.at() + reason, now);
        clerk.closed(task, question, ReviewState.WITHDRAWN, ReviewStep.WITHDRAWN, now);
        tasks.close(task.taskId(), ReviewState.WITHDRAWN, null, false, now);
        meters.cancelled();
        log.atInfo()
                .addKeyValue("task", task.taskId())
                .addKeyValue("tenant", task.tenant())
                .log("question withdrawn, its caller no longer wants the image");
        return true;
    }

    /// Nobody has answered in time, or those who have do not agree.
    private boolean breach(StoredTask task, Instant now) {
        List<Submission> given = submissions.standing(task.taskId());
        boolean pending = given.stream().anyMatch(each -> each.state() == Submission.State.PENDING);
        Instant due = task.dueAt();
        if (task.state() != ReviewState.OPEN || task.isHeld(now) || pending || due == null || now.isBefore(due)) {
            return false;
        }
        ReviewTask question = clerk.question(task);
        BreachEnd end = breach(task, question, given, now);
        meters.breached(end);
        log.atWarn()
                .addKeyValue("task", task.taskId())
                .addKeyValue("tenant", task.tenant())
                .addKeyValue("stage", task.stage())
                .addKeyValue("end", end)
                .log("question not answered in time");
        return true;
    }

    /// Whatever the stage's policy says, nothing is bought again unasked where nobody knows whether it was charged.
    private BreachEnd breach(StoredTask task, ReviewTask question, List<Submission> given, Instant now) {
        Optional<Submission> leading = Consensus.leading(given);
        if (leading.isPresent()) {
            automatic(task, question, leading.get().answer(), leading.get().chosen(), now);
            close(task, question, leading.get(), given, ReviewStep.BREACHED, now);
            return BreachEnd.ANSWERED;
        }
        if (Matter.awaited(question) == null) {
            clerk.closed(task, question, ReviewState.WITHDRAWN, ReviewStep.BREACHED, now);
            tasks.close(task.taskId(), ReviewState.WITHDRAWN, null, true, now);
            return BreachEnd.WITHDRAWN;
        }
        ReviewSubject subject = Clerk.single(question);
        ReviewAnswer answer = subject == null ? ReviewAnswer.REJECTED : policy(task, subject);
        automatic(task, question, answer, List.of(), now);
        if (subject == null) {
            clerk.effects(task, question, answer, List.of(), List.of(BuyAgain.UNANSWERED), now);
        } else if (answer == ReviewAnswer.APPROVED) {
            clerk.deliveredUnanswered(task, subject, now);
        } else {
            clerk.effects(task, question, answer, List.of(), List.of(), now);
        }
        clerk.closed(task, question, ReviewState.DECIDED, ReviewStep.BREACHED, now);
        tasks.close(task.taskId(), ReviewState.DECIDED, answer, true, now);
        return switch (answer) {
            case APPROVED -> BreachEnd.DELIVERED;
            case REJECTED -> BreachEnd.FAILED;
            case ESCALATED, RETRIED -> BreachEnd.ESCALATED;
        };
    }

    private ReviewAnswer policy(StoredTask task, ReviewSubject subject) {
        BreachPolicy policy = terms.breachOf(task.stage());
        return switch (policy) {
            case DELIVER -> Answers.isDoubtful(subject) ? ReviewAnswer.APPROVED : ReviewAnswer.REJECTED;
            case ESCALATE -> ReviewAnswer.ESCALATED;
            case FAIL -> ReviewAnswer.REJECTED;
        };
    }

    private void automatic(
            StoredTask task, ReviewTask question, ReviewAnswer answer, List<String> chosen, Instant now) {
        ReviewDecision.Builder decision = ReviewDecision.newBuilder()
                .setReviewer(POLICY)
                .setAnswer(answer)
                .setChosenJobIds(chosen)
                .setComment("not answered in time")
                .setDecisionId(POLICY + ":" + task.taskId())
                .setClosing(true)
                .setAutomatic(true)
                .setOccurredAt(now);
        clerk.label(task, question, decision, now);
    }

    private static ReviewDecision.Builder label(Submission given) {
        return ReviewDecision.newBuilder()
                .setReviewer(given.reviewer())
                .setAnswer(given.answer())
                .setChosenJobIds(given.chosen())
                .setReasons(given.reasons())
                .setComment(given.comment())
                .setDecisionId(given.decisionId())
                .setTookMillis(given.took().toMillis())
                .setOccurredAt(given.at());
    }
}
