package io.diptych.platform.film;

/// A stream is broken, or uses what the decoder does not know.
final class UndecodableException extends RuntimeException {
    private final String reason;

    /// @param reason for a person
    UndecodableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UndecodableException(otherwise);
        }
    }

    String reason() {
        return reason;
    }
}
