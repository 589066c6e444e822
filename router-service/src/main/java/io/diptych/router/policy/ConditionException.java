package io.diptych.router.policy;

/// A condition that says neither yes nor no about a request.
public final class ConditionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConditionException(String message, Throwable cause) {
        super(message, cause);
    }
}
