package io.diptych.worker.provider;

import io.diptych.events.FailureCode;
import org.jspecify.annotations.Nullable;

/// A batch call failed.
public final class BatchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final boolean surelyRefused;

    /// @param surelyRefused whether the provider surely does not have the batch
    public BatchException(FailureCode code, boolean surelyRefused, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.surelyRefused = surelyRefused;
    }

    /// The code of the closed taxonomy.
    public FailureCode code() {
        return code;
    }

    /// Whether the provider surely does not have the batch; otherwise nobody knows.
    public boolean surelyRefused() {
        return surelyRefused;
    }
}
