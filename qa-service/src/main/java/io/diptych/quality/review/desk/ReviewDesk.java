package io.diptych.quality.review.desk;

import io.diptych.events.GenerationResult;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewTask;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.quality.review.Consensus;
import io.diptych.quality.review.Matter;
import io.diptych.quality.review.ReviewMeters;
import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.Reviewer;
import io.diptych.quality.review.Submission;
import io.diptych.quality.review.store.OutboxTable;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.quality.review.store.StoredTask;
import io.diptych.quality.review.store.SubmissionTable;
import io.diptych.quality.review.store.TaskTable;
import io.diptych.quality.verdict.SameAgain;
import io.diptych.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The desk at which reviewers sit. Every method is one transaction: what it changes and the events that say so are
/// kept together or not at all. A question is one reviewer's at a time, for as long as the lease says.
public final class ReviewDesk {
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(30);
    private static final int LEASE_IN_USUAL_TIMES = 3;

    private final ReviewDatabase database;
    private final TaskTable tasks;
    private final SubmissionTable submissions;
    private final GoldItems gold;
    private final Clerk clerk;
    private final AssetStore assets;
    private final ReviewProperties terms;
    private final ReviewMeters meters;
    private final InstantSource clock;

    public ReviewDesk(
            ReviewDatabase database,
            Topics topics,
            EventCodec codec,
            AssetStore assets,
            ReviewProperties terms,
            ReviewMeters meters,
            InstantSource clock) {
        this.database = database;
        this.tasks = new TaskTable(database);
        this.submissions = new SubmissionTable(database);
        this.clerk = new Clerk(topics, codec, new OutboxTable(database));
        this.gold = new GoldItems(database, tasks, clerk);
        this.assets = assets;
        this.terms = terms;
        this.meters = meters;
        this.clock = clock;
    }

    /// A question and what the desk knows of it.
    public record Sheet(StoredTask task, ReviewTask question) {
        /// What speaks against asking the same model once more; null where nothing does. A question that no job waits
        /// for looks as it did when its image was made.
        public @Nullable String againstAgain(Instant now) {
            GenerationResult result = Matter.result(question);
            return result == null
                    ? null
                    : SameAgain.obstacle(result.getJob(), task.binding() ? now : result.getOccurredAt());
        }
    }

    /// An answer as it was kept.
    ///
    /// @param repeated whether it was there before
    public record Kept(Submission submission, Sheet sheet, boolean repeated) {}

    /// The question that a reviewer ought to answer next, which is theirs from now on; the one that they have already
    /// where they have one. Nothing where there is none for them.
    public Optional<Sheet> next(Reviewer reviewer) {
        Instant now = now();
        return database.within(() -> {
            ReviewSlot slot = Turns.slot(tasks.turns(reviewer.name()) + 1);
            if (slot == ReviewSlot.GOLD && !tasks.isBusy(reviewer.name(), now)) {
                gold.prepare(reviewer.name(), now);
            }
            return tasks.next(reviewer.name(), slot, now).map(found -> given(found, reviewer, now));
        });
    }

    private Sheet given(StoredTask found, Reviewer reviewer, Instant now) {
        ReviewTask question = clerk.question(found);
        if (found.isHeldBy(reviewer.name(), now)) {
            return new Sheet(found, question);
        }
        tasks.countTurn(reviewer.name());
        tasks.hold(found.taskId(), reviewer.name(), now, now.plus(lease()));
        clerk.step(found, question, ReviewStep.LEASED, reviewer.name(), now);
        return new Sheet(tasks.find(found.taskId()).orElse(found), question);
    }

    /// A question that the reviewer has, has answered, or may see as a lead.
    public Sheet look(Reviewer reviewer, String taskId) {
        StoredTask task = tasks.find(taskId).orElseThrow(() -> DeskException.missing("task", taskId));
        boolean theirs = task.isHeldBy(reviewer.name(), now())
                || reviewer.isLead()
                || submissions.standing(taskId).stream()
                        .anyMatch(each -> each.reviewer().equals(reviewer.name()));
        if (!theirs) {
            throw DeskException.conflict("task", "task " + taskId + " is not " + reviewer.name() + "'s to look at now");
        }
        return new Sheet(task, clerk.question(task));
    }

    /// Keeps a question for a reviewer who is still at it, but never long beyond the time at which it is due.
    public StoredTask keep(Reviewer reviewer, String taskId) {
        Instant now = now();
        return database.within(() -> {
            StoredTask task = locked(taskId);
            requireHeld(task, reviewer, now);
            Instant until = now.plus(lease());
            Instant due = task.dueAt();
            Instant held = task.heldUntil() == null ? now : task.heldUntil();
            if (due != null && until.isAfter(due)) {
                until = held.isAfter(due) ? held : due;
            }
            tasks.hold(taskId, reviewer.name(), task.heldSince() == null ? now : task.heldSince(), until);
            return tasks.find(taskId).orElse(task);
        });
    }

    /// Gives a question back unanswered: others may have it, and this reviewer sees others first.
    public void giveBack(Reviewer reviewer, String taskId) {
        Instant now = now();
        database.within(() -> {
            StoredTask task = locked(taskId);
            requireHeld(task, reviewer, now);
            tasks.release(taskId);
            tasks.pass(taskId, reviewer.name(), now);
            clerk.step(task, clerk.question(task), ReviewStep.RETURNED, null, now);
            return taskId;
        });
    }

    /// Takes an answer. Nothing follows from it until it can no longer be taken back. The same decision id again
    /// changes nothing and is answered as before.
    public Kept decide(Reviewer reviewer, String taskId, Answer answer) {
        Instant now = now();
        requireImage(taskId, answer);
        return database.within(() -> {
            StoredTask task = locked(taskId);
            ReviewTask question = clerk.question(task);
            answer.check(question);
            Submission given = submission(reviewer, task, answer, now);
            Optional<Submission> before = submissions.find(answer.decisionId());
            if (before.isPresent()) {
                if (!before.get().says(given)) {
                    throw DeskException.conflict(
                            "decisionId",
                            "decisionId is '" + answer.decisionId()
                                    + "', which another answer has; choose a fresh one");
                }
                return new Kept(before.get(), new Sheet(task, question), true);
            }
            requireHeld(task, reviewer, now);
            requireBuyable(new Sheet(task, question), answer, now);
            submissions.insert(given);
            tasks.release(taskId);
            recount(task);
            clerk.step(task, question, ReviewStep.ANSWERED, null, now);
            meters.answered(given.answer(), task.slot(), given.took());
            return new Kept(given, new Sheet(tasks.find(taskId).orElse(task), question), false);
        });
    }

    /// Takes an answer back while that is possible. The question is the reviewer's again, unless someone else has it.
    public Sheet undo(Reviewer reviewer, String decisionId) {
        Instant now = now();
        Submission given = submissions
                .find(decisionId)
                .filter(each -> each.reviewer().equals(reviewer.name()))
                .orElseThrow(() -> DeskException.missing("decisionId", decisionId));
        return database.within(() -> {
            StoredTask task = locked(given.taskId());
            Submission current = submissions.find(decisionId).orElse(given);
            ReviewTask question = clerk.question(task);
            if (current.state() == Submission.State.UNDONE) {
                return new Sheet(task, question);
            }
            if (current.state() == Submission.State.SETTLED || !now.isBefore(current.settlesAt())) {
                throw DeskException.conflict(
                        "decisionId",
                        "decision " + decisionId + " holds since " + current.settlesAt()
                                + " and can no longer be taken back");
            }
            requireOpen(task);
            submissions.mark(decisionId, Submission.State.UNDONE);
            recount(task);
            if (!task.isHeld(now)) {
                tasks.hold(task.taskId(), reviewer.name(), now, now.plus(lease()));
            }
            StoredTask again = tasks.find(task.taskId()).orElse(task);
            clerk.step(again, question, ReviewStep.UNDONE, again.holder(), now);
            meters.undone();
            return new Sheet(again, question);
        });
    }

    /// Says that the answer to a question is known, so that other reviewers can be measured by it.
    public void known(Reviewer lead, String taskId, ReviewAnswer answer) {
        if (!lead.isLead()) {
            throw new DeskException(
                    DeskException.Reason.FORBIDDEN, "role", "role is " + lead.role() + ", must be LEAD");
        }
        database.within(() -> {
            gold.name(locked(taskId), answer, lead.name(), now());
            return taskId;
        });
    }

    private StoredTask locked(String taskId) {
        return tasks.lock(taskId).orElseThrow(() -> DeskException.missing("task", taskId));
    }

    private static void requireOpen(StoredTask task) {
        if (task.state() != ReviewState.OPEN) {
            throw DeskException.conflict("task", "task " + task.taskId() + " is " + task.state() + " already");
        }
    }

    /// Whose lease has run out may still answer as long as nobody else has begun.
    private void requireHeld(StoredTask task, Reviewer reviewer, Instant now) {
        requireOpen(task);
        if (!reviewer.name().equals(task.holder())) {
            throw DeskException.conflict(
                    "task",
                    "task " + task.taskId()
                            + (task.isHeld(now) ? " is with another reviewer" : " is not with " + reviewer.name())
                            + "; ask for the next one");
        }
    }

    /// An image is never delivered unseen: one that the store does not have cannot be approved.
    private void requireImage(String taskId, Answer answer) {
        if (answer.answer() != ReviewAnswer.APPROVED) {
            return;
        }
        StoredTask task = tasks.find(taskId).orElseThrow(() -> DeskException.missing("task", taskId));
        if (!task.binding()) {
            return;
        }
        try {
            clerk.question(task).getImages().forEach(assets::read);
        } catch (AssetMissingException e) {
            throw DeskException.conflict(
                    "answer", "answer is APPROVED, must be another one: the image is gone, " + e.getMessage());
        }
    }

    /// What the router would not buy is not offered.
    private static void requireBuyable(Sheet sheet, Answer answer, Instant now) {
        String obstacle = answer.answer() == ReviewAnswer.RETRIED ? sheet.againstAgain(now) : null;
        if (obstacle != null) {
            throw DeskException.conflict("answer", "answer is RETRIED, must be another one: " + obstacle);
        }
    }

    private void recount(StoredTask task) {
        List<Submission> standing = submissions.standing(task.taskId());
        tasks.count(
                task.taskId(),
                standing.size(),
                Consensus.of(task.asked(), standing).needed());
    }

    private Submission submission(Reviewer reviewer, StoredTask task, Answer answer, Instant now) {
        Instant shown = task.heldSince() == null ? now : task.heldSince();
        return new Submission(
                answer.decisionId(),
                task.taskId(),
                reviewer.name(),
                reviewer.isLead(),
                answer.answer(),
                answer.chosen(),
                answer.reasons(),
                answer.comment(),
                Submission.State.PENDING,
                now,
                now.plus(terms.undo()),
                Duration.between(shown, now));
    }

    /// Long enough that nobody who works as usual loses a question.
    private Duration lease() {
        Duration usual = submissions.usualTime().orElse(Duration.ZERO).multipliedBy(LEASE_IN_USUAL_TIMES);
        Duration longer = usual.compareTo(terms.lease()) > 0 ? usual : terms.lease();
        return longer.compareTo(LONGEST_LEASE) > 0 ? LONGEST_LEASE : longer;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
