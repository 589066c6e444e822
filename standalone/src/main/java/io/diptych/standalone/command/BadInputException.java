package io.diptych.standalone.command;

/// What a person gave is no good: one message, exit code 2.
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
