package io.diptych.worker.provider;

import io.diptych.events.FailureCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A batch call failed.
public final class BatchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final boolean surelyRefused;
    private final transient @Nullable Duration retryAfter;

    /// @param surelyRefused whether the provider surely does not have the batch
    public BatchException(FailureCode code, boolean surelyRefused, String message, @Nullable Throwable cause) {
        this(code, surelyRefused, message, cause, null);
    }

    /// @param surelyRefused whether the provider surely does not have the batch
    /// @param retryAfter    how long the provider asks to wait; null where it does not
    public BatchException(
            FailureCode code,
            boolean surelyRefused,
            String message,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter) {
        super(message, cause);
        this.code = code;
        this.surelyRefused = surelyRefused;
        this.retryAfter = retryAfter;
    }

    /// The same failure, of a call before the one that hands a batch over: the provider surely does not have it.
    public static BatchException before(BatchException failure, String message) {
        return new BatchException(failure.code(), true, message, failure, failure.retryAfter);
    }

    /// The same failure, of a call that looked for a batch: nobody knows whether the provider has it.
    public static BatchException inDoubt(BatchException failure) {
        return new BatchException(
                failure.code(), false, String.valueOf(failure.getMessage()), failure, failure.retryAfter);
    }

    /// The code of the closed taxonomy.
    public FailureCode code() {
        return code;
    }

    /// How long the provider asks to wait; empty where it does not.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// Whether the provider surely does not have the batch; otherwise nobody knows.
    public boolean surelyRefused() {
        return surelyRefused;
    }
}
