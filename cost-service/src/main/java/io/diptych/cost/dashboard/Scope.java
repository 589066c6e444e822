package io.diptych.cost.dashboard;

import org.jspecify.annotations.Nullable;

/// Which sums are meant.
///
/// @param tenant of all when null
public record Scope(Span span, @Nullable String tenant) {
    /// The same for the length of time just before.
    public Scope before() {
        return new Scope(span.before(), tenant);
    }
}
