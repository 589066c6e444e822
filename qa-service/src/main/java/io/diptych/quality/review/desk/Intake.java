package io.diptych.quality.review.desk;

import io.diptych.events.Billing;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.quality.review.Matter;
import io.diptych.quality.review.ReviewMeters;
import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.Worth;
import io.diptych.quality.review.store.AwaitedJob;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.quality.review.store.StoredTask;
import io.diptych.quality.review.store.TaskTable;
import io.diptych.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes questions in. The same question again changes nothing, whatever became of it since.
public final class Intake {
    private final TaskTable tasks;
    private final Topics topics;
    private final EventCodec codec;
    private final ReviewProperties terms;
    private final ReviewMeters meters;

    public Intake(
            ReviewDatabase database, Topics topics, EventCodec codec, ReviewProperties terms, ReviewMeters meters) {
        this.tasks = new TaskTable(database);
        this.topics = topics;
        this.codec = codec;
        this.terms = terms;
        this.meters = meters;
    }

    /// What is wrong with a question; nothing where it can be asked. The desk's own steps are no questions.
    public Optional<String> problem(ReviewTask task) {
        if (!isQuestion(task)) {
            return Optional.empty();
        }
        if (task.getKind() == ReviewKind.BUY_AGAIN) {
            return problemOfPurchase(task);
        }
        int images = task.getImages().size();
        if (images == 0 || images != task.getJobIds().size()) {
            return Optional.of("images has " + images + " entries, must have one at least and one for each of the "
                    + task.getJobIds().size() + " jobIds");
        }
        if (task.getKind() == ReviewKind.APPROVE_ONE && images != 1) {
            return Optional.of("images has " + images + " entries, must have one where the kind is APPROVE_ONE");
        }
        if (task.getKind() == ReviewKind.CHOOSE_K && (task.getChoose() < 1 || task.getChoose() > images)) {
            return Optional.of("choose is " + task.getChoose() + ", must be from 1 to " + images);
        }
        if (task.getSubmissions() < 1) {
            return Optional.of("submissions is " + task.getSubmissions() + ", must be 1 or more");
        }
        if (!task.getSubjects().isEmpty() && task.getSubjects().size() != images) {
            return Optional.of("subjects has " + task.getSubjects().size() + " entries, must have none or " + images);
        }
        boolean known = task.getSubjects().stream()
                .allMatch(subject -> subject.getResult() != null && subject.getVerdict() != null);
        if (task.getBinding()
                && (task.getKind() != ReviewKind.APPROVE_ONE
                        || task.getSubjects().isEmpty()
                        || !known)) {
            return Optional.of(
                    "binding is true, must be false unless one image is asked about that comes with its result"
                            + " and verdict");
        }
        return Optional.empty();
    }

    private static Optional<String> problemOfPurchase(ReviewTask task) {
        GenerationResult unsettled = task.getUnsettled();
        if (unsettled == null || unsettled.getBilling() != Billing.UNKNOWN) {
            return Optional.of("unsettled is "
                    + (unsettled == null ? "null" : "an attempt that is " + unsettled.getBilling())
                    + ", must be an attempt that is UNKNOWN where the kind is BUY_AGAIN");
        }
        if (!task.getBinding() || task.getSubmissions() != 1) {
            return Optional.of("binding is " + task.getBinding() + " and submissions is " + task.getSubmissions()
                    + ", must be true and 1 where the kind is BUY_AGAIN");
        }
        return Optional.empty();
    }

    /// Takes a question in that has no problem.
    ///
    /// @param trace W3C trace of its record; null where it has none
    public void take(ReviewTask task, @Nullable String trace) {
        if (!isQuestion(task)) {
            return;
        }
        ReviewSubject subject = Clerk.single(task);
        QualityVerdict verdict = subject == null ? null : subject.getVerdict();
        StoredTask stored = new StoredTask(
                task.getTaskId(),
                task.getTenant(),
                task.getKind(),
                task.getSlot(),
                task.getBinding(),
                ReviewState.OPEN,
                task.getPurpose().getStage(),
                Worth.of(task),
                Math.min(task.getSubmissions(), Math.max(1, terms.reviewers().size())),
                1,
                0,
                task.getOccurredAt(),
                dueAt(task),
                null,
                null,
                null,
                null,
                null,
                null,
                awaited(task),
                codec.encode(topics.reviewTasks(), task),
                trace,
                verdict == null ? null : verdict.getDecision(),
                verdict == null ? null : verdict.getScore());
        boolean isNew = tasks.insert(stored);
        if (isNew) {
            meters.asked(task.getSlot());
        }
    }

    private static @Nullable AwaitedJob awaited(ReviewTask task) {
        GenerationResult result = Matter.awaited(task);
        return result == null
                ? null
                : new AwaitedJob(result.getJob().getRequestId(), result.getJob().getImageIndex());
    }

    private static boolean isQuestion(ReviewTask task) {
        return task.getState() == ReviewState.OPEN
                && task.getStep() == ReviewStep.ASKED
                && task.getSlot() != ReviewSlot.GOLD;
    }

    /// As the asker says, or by the lane's terms, and never after the caller's own deadline.
    private Instant dueAt(ReviewTask task) {
        Instant due = task.getDueAt();
        GenerationResult result = Matter.result(task);
        if (result == null) {
            return due == null ? task.getOccurredAt().plus(terms.withinOn(Lane.BATCH)) : due;
        }
        Lane lane = result.getJob().getRoute().getLane();
        GenerationRequest request = result.getJob().getRequest();
        Instant terminal = due == null ? task.getOccurredAt().plus(terms.withinOn(lane)) : due;
        Instant deadline = request.getConstraints().getDeadline();
        boolean sooner = task.getBinding() && deadline != null && deadline.isBefore(terminal);
        return sooner ? deadline : terminal;
    }
}
