package io.diptych.worker.provider;

/// A key or password that is never printed.
///
/// @param value in the clear; empty where none is configured
public record Secret(String value) {
    public Secret {
        value = value.strip();
    }

    /// No secret at all.
    public static Secret none() {
        return new Secret("");
    }

    /// Whether there is one.
    public boolean isPresent() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isPresent() ? "(secret)" : "(none)";
    }
}
