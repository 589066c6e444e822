package io.diptych.simulator.gemini;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch of requests, and how far it has got. Its state follows from the clock: the first tenth of its time it is
/// pending.
final class Batch {

    /// A batch that has not ended by then never will.
    private static final Duration LONGEST = Duration.ofDays(2);

    /// A `BatchState` on the wire.
    enum State {
        BATCH_STATE_PENDING,
        BATCH_STATE_RUNNING,
        BATCH_STATE_SUCCEEDED,
        BATCH_STATE_CANCELLED,
        BATCH_STATE_EXPIRED
    }

    private final String id;
    private final GeminiModel model;
    private final String displayName;
    private final List<BatchItem> items;
    private final boolean ofFile;
    private final Instant created;
    private final Instant starts;
    private final Instant due;
    private volatile @Nullable Instant cancelled;
    private volatile boolean settled;
    private volatile boolean deleted;

    Batch(
            String id,
            GeminiModel model,
            String displayName,
            List<BatchItem> items,
            boolean ofFile,
            Instant created,
            Duration takes) {
        this.id = id;
        this.model = model;
        this.displayName = displayName;
        this.items = List.copyOf(items);
        this.ofFile = ofFile;
        this.created = created;
        this.starts = created.plus(takes.dividedBy(10));
        this.due = created.plus(takes);
    }

    String name() {
        return "batches/" + id;
    }

    String id() {
        return id;
    }

    GeminiModel model() {
        return model;
    }

    String displayName() {
        return displayName;
    }

    List<BatchItem> items() {
        return items;
    }

    /// Whether its requests came as a file, so that its results go into one.
    boolean isOfFile() {
        return ofFile;
    }

    /// Id of the file that holds its results.
    String outputFile() {
        return "batch-" + id;
    }

    private Instant expires() {
        return created.plus(LONGEST);
    }

    Instant created() {
        return created;
    }

    Instant due() {
        return due;
    }

    State state(Instant now) {
        if (cancelled != null) {
            return State.BATCH_STATE_CANCELLED;
        }
        if (now.isBefore(starts)) {
            return State.BATCH_STATE_PENDING;
        }
        if (!now.isBefore(due)) {
            return due.isAfter(expires()) ? State.BATCH_STATE_EXPIRED : State.BATCH_STATE_SUCCEEDED;
        }
        return now.isBefore(expires()) ? State.BATCH_STATE_RUNNING : State.BATCH_STATE_EXPIRED;
    }

    /// When it reached the state it has now.
    Instant updated(Instant now) {
        Instant stopped = cancelled;
        if (stopped != null) {
            return stopped;
        }
        if (now.isBefore(starts)) {
            return created;
        }
        if (state(now) == State.BATCH_STATE_EXPIRED) {
            return expires();
        }
        return now.isBefore(due) ? starts : due;
    }

    /// Stops the batch; without effect once it is done.
    void cancel(Instant now) {
        if (cancelled == null && now.isBefore(due) && now.isBefore(expires())) {
            cancelled = now;
        }
    }

    /// Whether its images must be billed now; true only once.
    boolean settle(Instant now) {
        if (settled || state(now) != State.BATCH_STATE_SUCCEEDED) {
            return false;
        }
        settled = true;
        return true;
    }

    void delete() {
        deleted = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    /// Whether it can be forgotten: nobody will ask for it, and nothing is left to bill.
    boolean isOver(Instant now) {
        return deleted
                && (settled || state(now) == State.BATCH_STATE_CANCELLED || state(now) == State.BATCH_STATE_EXPIRED);
    }
}
