package io.diptych.embedded;

import org.jspecify.annotations.Nullable;

/// A server could not be started. The message is one line for the person at the terminal: what is wrong, where, and
/// what to do; nothing else needs to be printed.
public final class InfrastructureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InfrastructureException(String line) {
        this(line, null);
    }

    InfrastructureException(String line, @Nullable Throwable cause) {
        super(line.strip().replaceAll("\\s*\\R\\s*", " / "), cause);
    }
}
