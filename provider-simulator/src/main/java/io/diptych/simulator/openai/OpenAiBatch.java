package io.diptych.simulator.openai;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A batch, and how far it has got. Its state follows from the clock: it is validated for a twentieth of its time and
/// finalized for another; in between its lines are made one by one, evenly.
final class OpenAiBatch {

    /// A batch's `status` on the wire.
    enum Status {
        VALIDATING,
        FAILED,
        IN_PROGRESS,
        FINALIZING,
        COMPLETED,
        EXPIRED,
        CANCELLING,
        CANCELLED;

        boolean isFinal() {
            return switch (this) {
                case FAILED, COMPLETED, EXPIRED, CANCELLED -> true;
                case VALIDATING, IN_PROGRESS, FINALIZING, CANCELLING -> false;
            };
        }
    }

    private static final Duration WINDOW = Duration.ofHours(24);

    private final String id;
    private final String endpoint;
    private final String inputFileId;
    private final Map<String, String> metadata;
    private final BatchInput.Read input;
    private final Instant created;
    private final Duration takes;
    private final Instant expires;
    private @Nullable Instant cancelled;
    private @Nullable String outputFileId;
    private @Nullable String errorFileId;
    private boolean settled;

    /// @param expiresHalfWay whether it ends at its time with half of its lines made
    OpenAiBatch(
            String id,
            String endpoint,
            String inputFileId,
            Map<String, String> metadata,
            BatchInput.Read input,
            Instant created,
            Duration takes,
            boolean expiresHalfWay) {
        this.id = id;
        this.endpoint = endpoint;
        this.inputFileId = inputFileId;
        this.metadata = Map.copyOf(metadata);
        this.input = input;
        this.created = created;
        this.takes = expiresHalfWay ? takes.multipliedBy(2) : takes;
        this.expires = created.plus(expiresHalfWay ? takes : WINDOW);
    }

    String id() {
        return id;
    }

    String endpoint() {
        return endpoint;
    }

    String inputFileId() {
        return inputFileId;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    List<BatchInput.Flaw> flaws() {
        return input.flaws();
    }

    List<BatchLine> lines() {
        return input.lines();
    }

    Instant created() {
        return created;
    }

    Instant expires() {
        return expires;
    }

    @Nullable
    Instant cancelled() {
        return cancelled;
    }

    @Nullable
    String outputFileId() {
        return outputFileId;
    }

    @Nullable
    String errorFileId() {
        return errorFileId;
    }

    /// When it starts to make its lines.
    Instant starts() {
        return created.plus(takes.dividedBy(20));
    }

    /// When its last line is made.
    Instant finalizes() {
        return created.plus(takes.multipliedBy(19).dividedBy(20));
    }

    /// When it is done if nothing stops it.
    Instant due() {
        return created.plus(takes);
    }

    Status status(Instant now) {
        if (!flaws().isEmpty()) {
            return now.isBefore(starts()) ? Status.VALIDATING : Status.FAILED;
        }
        Instant stopped = cancelled;
        if (stopped != null) {
            return now.isBefore(stopped.plus(takes.dividedBy(20))) ? Status.CANCELLING : Status.CANCELLED;
        }
        if (due().isAfter(expires) && !now.isBefore(expires)) {
            return Status.EXPIRED;
        }
        if (now.isBefore(starts())) {
            return Status.VALIDATING;
        }
        if (now.isBefore(finalizes())) {
            return Status.IN_PROGRESS;
        }
        return now.isBefore(due()) ? Status.FINALIZING : Status.COMPLETED;
    }

    /// Stops the batch; without effect once it is done.
    void cancel(Instant now) {
        if (cancelled == null && !status(now).isFinal()) {
            cancelled = now;
        }
    }

    /// Lines that are made by now, the first ones first.
    int made(Instant now) {
        if (!flaws().isEmpty()) {
            return 0;
        }
        Instant stopped = cancelled;
        Instant until = stopped != null && stopped.isBefore(now) ? stopped : now;
        until = until.isAfter(expires) ? expires : until;
        long total = Duration.between(starts(), finalizes()).toNanos();
        long passed = Math.clamp(Duration.between(starts(), until).toNanos(), 0, total);
        return (int) (total == 0 ? lines().size() : passed * lines().size() / total);
    }

    /// Whether its lines must be billed and its files made now; true only once.
    boolean settle(Instant now) {
        if (settled || !status(now).isFinal()) {
            return false;
        }
        settled = true;
        return true;
    }

    void leave(@Nullable String output, @Nullable String error) {
        outputFileId = output;
        errorFileId = error;
    }
}
