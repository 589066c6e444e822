package io.diptych.quality.review.desk;

import io.diptych.events.Escalation;
import io.diptych.events.FeedbackKind;
import io.diptych.events.FeedbackSignal;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewDecision;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewState;
import io.diptych.events.ReviewStep;
import io.diptych.events.ReviewSubject;
import io.diptych.events.ReviewTask;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.quality.review.store.OutboxTable;
import io.diptych.quality.review.store.StoredTask;
import io.diptych.quality.verdict.Answers;
import io.diptych.quality.verdict.BuyAgain;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Writes down what every step means, as events that leave with the step's own transaction.
final class Clerk {
    private final Topics topics;
    private final EventCodec codec;
    private final OutboxTable outbox;

    Clerk(Topics topics, EventCodec codec, OutboxTable outbox) {
        this.topics = topics;
        this.codec = codec;
        this.outbox = outbox;
    }

    /// The question as it was asked.
    ReviewTask question(StoredTask task) {
        return switch (codec.decode(topics.reviewTasks(), EventCodec.bytes(task.taskId()), task.event())) {
            case Readable<ReviewTask>(var _, var event) -> event;
            case Unreadable<ReviewTask>(var reason) ->
                throw new IllegalStateException("question " + task.taskId() + " cannot be read any more: " + reason);
        };
    }

    /// A question in wire form, to be kept.
    byte[] wireForm(ReviewTask question) {
        return codec.encode(topics.reviewTasks(), question);
    }

    /// A step that leaves the question open.
    ///
    /// @param holder who looks at it now; null for nobody
    void step(StoredTask task, ReviewTask question, ReviewStep step, @Nullable String holder, Instant now) {
        publish(
                task,
                topics.reviewTasks(),
                ReviewTask.newBuilder(question)
                        .setState(ReviewState.OPEN)
                        .setStep(step)
                        .setHolder(holder)
                        .setDueAt(task.dueAt())
                        .setOccurredAt(now)
                        .build(),
                now);
    }

    /// The step that ends the question. What was known of its images stays behind: the topic keeps this record for
    /// good.
    void closed(StoredTask task, ReviewTask question, ReviewState state, ReviewStep step, Instant now) {
        publish(
                task,
                topics.reviewTasks(),
                ReviewTask.newBuilder(question)
                        .setState(state)
                        .setStep(step)
                        .setHolder(null)
                        .setSubjects(List.of())
                        .setUnsettled(null)
                        .setDueAt(task.dueAt())
                        .setOccurredAt(now)
                        .build(),
                now);
    }

    /// A label: an answer that can no longer be taken back.
    void label(StoredTask task, ReviewTask question, ReviewDecision.Builder answer, Instant now) {
        ReviewSubject subject = single(question);
        QualityVerdict verdict = subject == null ? null : subject.getVerdict();
        GenerationResult unsettled = question.getUnsettled();
        answer.setTaskId(task.taskId())
                .setTenant(task.tenant())
                .setKind(task.kind())
                .setSlot(task.slot())
                .setBinding(task.binding())
                .setJobIds(question.getJobIds())
                .setStage(task.stage())
                .setExpected(task.expected());
        if (unsettled != null) {
            answer.setAttemptId(unsettled.getAttemptId())
                    .setModel(unsettled.getJob().getRoute().getModel());
        }
        if (verdict != null) {
            answer.setAttemptId(verdict.getAttemptId())
                    .setProfile(verdict.getProfile())
                    .setModel(verdict.getModel())
                    .setVerdict(verdict.getDecision())
                    .setScore(verdict.getScore())
                    .setAcceptFrom(verdict.getAcceptFrom())
                    .setVerdictReasons(verdict.getReasons());
        }
        publish(task, topics.reviewDecisions(), answer.build(), now);
    }

    /// What follows from an answer that holds: the ending of the attempt that waits for it, or the choice as feedback.
    void effects(
            StoredTask task,
            ReviewTask question,
            ReviewAnswer answer,
            List<String> chosen,
            List<String> reasons,
            Instant now) {
        if (task.kind() == ReviewKind.CHOOSE_K) {
            chosen.forEach(job -> publish(task, topics.feedback(), chosen(task, job, now), now));
            return;
        }
        if (question.getUnsettled() != null) {
            publish(task, topics.escalations(), boughtAgain(question.getUnsettled(), answer, reasons, now), now);
            return;
        }
        ReviewSubject subject = single(question);
        if (!task.binding() || subject == null) {
            return;
        }
        switch (answer) {
            case APPROVED -> publish(task, topics.outcomes(), Answers.approved(subject, now), now);
            case REJECTED -> publish(task, topics.escalations(), Answers.rejected(subject, reasons, now), now);
            case ESCALATED -> publish(task, topics.escalations(), Answers.escalated(subject, reasons, now), now);
            case RETRIED -> publish(task, topics.escalations(), Answers.retried(subject, reasons, now), now);
        }
    }

    /// @param reasons why not; empty where a person said no
    private static Escalation boughtAgain(
            GenerationResult unsettled, ReviewAnswer answer, List<String> reasons, Instant now) {
        return switch (answer) {
            case RETRIED -> BuyAgain.yes(unsettled, now);
            case REJECTED -> BuyAgain.no(unsettled, reasons.isEmpty() ? BuyAgain.GIVEN_UP : reasons.getFirst(), now);
            case APPROVED, ESCALATED -> throw new IllegalStateException(answer + " is no answer to a purchase");
        };
    }

    /// The image is delivered although nobody has answered.
    void deliveredUnanswered(StoredTask task, ReviewSubject subject, Instant now) {
        publish(task, topics.outcomes(), Answers.deliveredUnanswered(subject, now), now);
    }

    /// The job that waits ends without an image: its caller no longer wants it.
    ///
    /// @param reason for a person: since when, and why
    void cancelled(StoredTask task, ReviewTask question, String reason, Instant now) {
        GenerationResult unsettled = question.getUnsettled();
        ReviewSubject subject = single(question);
        if (unsettled != null) {
            publish(task, topics.outcomes(), BuyAgain.cancelled(unsettled, reason, now), now);
        } else if (subject != null) {
            publish(task, topics.outcomes(), Answers.cancelled(subject, reason, now), now);
        }
    }

    /// What is known of the one image that is asked about; null where several are, or nothing is known.
    static @Nullable ReviewSubject single(ReviewTask question) {
        return question.getKind() == ReviewKind.APPROVE_ONE
                        && question.getSubjects().size() == 1
                ? question.getSubjects().getFirst()
                : null;
    }

    private static FeedbackSignal chosen(StoredTask task, String jobId, Instant now) {
        return FeedbackSignal.newBuilder()
                .setFeedbackId(task.taskId() + "/" + jobId)
                .setJobId(jobId)
                .setTenant(task.tenant())
                .setKind(FeedbackKind.CHOSEN)
                .setOccurredAt(now)
                .build();
    }

    private <V extends SpecificRecord> void publish(StoredTask task, Topic<V> topic, V event, Instant now) {
        ProducerRecord<byte[], byte[]> record = codec.record(topic, event, new RecordHeaders());
        outbox.add(new OutboxTable.Event(topic.name(), record.key(), record.value(), task.trace()), now);
    }
}
