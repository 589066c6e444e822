package io.diptych.worker.ledger;

/// Nobody knows whether the transaction was committed. Once the next producer of the same transactional id has begun,
/// the log says.
public final class DoubtfulCommitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DoubtfulCommitException(String message, Throwable cause) {
        super(message, cause);
    }
}
