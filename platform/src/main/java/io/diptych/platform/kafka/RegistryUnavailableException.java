package io.diptych.platform.kafka;

/// The schema registry does not answer, so nothing can be said about a record. Try again later; never a dead letter.
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
