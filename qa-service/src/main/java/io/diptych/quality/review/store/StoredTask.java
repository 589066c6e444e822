package io.diptych.quality.review.store;

import io.diptych.events.Decision;
import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewKind;
import io.diptych.events.ReviewSlot;
import io.diptych.events.ReviewState;
import io.diptych.events.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A question as the desk keeps it.
///
/// @param binding   whether a job waits for the answer
/// @param worth     what an answer is worth beside its urgency
/// @param asked     answers that were asked for
/// @param needed    answers that are needed as things stand
/// @param answers   answers that were given and not taken back
/// @param dueAt     until when it is to be answered; null for never
/// @param holder    whose it is or was last; null where nobody's
/// @param heldUntil until when it is the holder's
/// @param onlyFor   the one reviewer who may see it; null for anyone
/// @param goldOf    the question whose known answer this one asks for again; null for a question of its own
/// @param expected  the known answer; null unless the slot is GOLD
/// @param job       the job that waits for the answer; null where none does
/// @param event     the question as it was asked, in its topic's wire format
/// @param trace     W3C trace that it belongs to; null where there is none
/// @param verdict   what quality control said of the one image; null where it said nothing
/// @param score     score of that verdict
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StoredTask(
        String taskId,
        String tenant,
        ReviewKind kind,
        ReviewSlot slot,
        boolean binding,
        ReviewState state,
        Stage stage,
        double worth,
        int asked,
        int needed,
        int answers,
        Instant askedAt,
        @Nullable Instant dueAt,
        @Nullable String holder,
        @Nullable Instant heldSince,
        @Nullable Instant heldUntil,
        @Nullable String onlyFor,
        @Nullable String goldOf,
        @Nullable ReviewAnswer expected,
        @Nullable AwaitedJob job,
        byte[] event,
        @Nullable String trace,
        @Nullable Decision verdict,
        @Nullable Double score) {

    /// Whether it is this reviewer's at that moment.
    public boolean isHeldBy(String reviewer, Instant now) {
        return reviewer.equals(holder) && heldUntil != null && now.isBefore(heldUntil);
    }

    /// Whether it is anyone's at that moment.
    public boolean isHeld(Instant now) {
        return holder != null && heldUntil != null && now.isBefore(heldUntil);
    }
}
