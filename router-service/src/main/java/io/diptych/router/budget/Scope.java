package io.diptych.router.budget;

import org.jspecify.annotations.Nullable;

/// What part of a tenant money is spent for.
///
/// @param project  null for none
/// @param campaign null for none
public record Scope(@Nullable String project, @Nullable String campaign) {
    /// Neither project nor campaign.
    public static final Scope NONE = new Scope(null, null);
}
