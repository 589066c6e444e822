package io.diptych.quality.review.desk;

import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewTask;
import io.diptych.quality.review.store.GoldTable;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.quality.review.store.StoredTask;
import io.diptych.quality.review.store.TaskTable;
import java.time.Instant;

/// Questions whose answer is known. Each reviewer is asked each of them once, as a question of its own that no job
/// waits for and that looks like any other.
final class GoldItems {
    private final GoldTable gold;
    private final TaskTable tasks;
    private final Clerk clerk;

    GoldItems(ReviewDatabase database, TaskTable tasks, Clerk clerk) {
        this.gold = new GoldTable(database);
        this.tasks = tasks;
        this.clerk = clerk;
    }

    /// Says that the answer to a question is known.
    void name(StoredTask task, ReviewAnswer answer, String lead, Instant now) {
        if (task.slot() == ReviewSlot.GOLD) {
            throw DeskException.conflict("task", "task " + task.taskId() + " asks for a known answer already");
        }
        if (task.kind() == ReviewKind.BUY_AGAIN) {
            throw DeskException.conflict("task", "task " + task.taskId() + " is about no image, must be about one");
        }
        if (task.state() == ReviewState.OPEN) {
            throw DeskException.conflict("task", "task " + task.taskId() + " is OPEN, must be decided before");
        }
        gold.put(task.taskId(), answer, lead, now);
    }

    /// Puts the next known question among those of a reviewer, where there is one that they have not seen.
    void prepare(String reviewer, Instant now) {
        gold.unseenBy(reviewer)
                .ifPresent(item -> tasks.find(item.taskId()).ifPresent(original -> {
                    StoredTask copy = copy(original, item.answer(), reviewer, now);
                    boolean isNew = tasks.insert(copy);
                    if (isNew) {
                        clerk.step(copy, clerk.question(copy), ReviewStep.ASKED, null, now);
                    }
                }));
    }

    private StoredTask copy(StoredTask original, ReviewAnswer expected, String reviewer, Instant now) {
        String taskId = "gold:" + original.taskId() + ":" + reviewer;
        ReviewTask question = ReviewTask.newBuilder(clerk.question(original))
                .setTaskId(taskId)
                .setSlot(ReviewSlot.GOLD)
                .setBinding(false)
                .setSubmissions(1)
                .setDueAt(null)
                .setOccurredAt(now)
                .build();
        return new StoredTask(
                taskId,
                original.tenant(),
                original.kind(),
                ReviewSlot.GOLD,
                false,
                ReviewState.OPEN,
                original.stage(),
                original.worth(),
                1,
                1,
                0,
                now,
                null,
                null,
                null,
                null,
                reviewer,
                original.taskId(),
                expected,
                null,
                clerk.wireForm(question),
                null,
                original.verdict(),
                original.score());
    }
}
