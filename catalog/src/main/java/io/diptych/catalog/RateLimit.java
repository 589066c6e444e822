package io.diptych.catalog;

import org.jspecify.annotations.Nullable;

/// What a provider allows one account on one model. Null means that no source names such a limit.
///
/// @param imagesPerMinute   images
/// @param requestsPerMinute calls
/// @param tokensPerMinute   tokens
/// @param concurrent        calls in flight at once
public record RateLimit(
        @Nullable Integer imagesPerMinute,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer tokensPerMinute,
        @Nullable Integer concurrent) {}
