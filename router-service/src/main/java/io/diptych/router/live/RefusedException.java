package io.diptych.router.live;

/// An event was readable and makes no sense; the message says what is wrong and what would be right.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }
}
