package io.diptych.worker.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a provider's answer says of the account's limits, for example in `x-ratelimit-*` headers.
///
/// @param requests null where it says nothing
/// @param tokens   null where it says nothing
/// @param images   null where it says nothing
public record RateLimits(
        @Nullable Room requests,
        @Nullable Room tokens,
        @Nullable Room images) {

    /// What is left of one limit.
    ///
    /// @param limit     per minute; null where it says nothing
    /// @param remaining until the reset
    /// @param reset     time until all of it is there again; null where it says nothing
    public record Room(
            @Nullable Long limit, long remaining, @Nullable Duration reset) {
        /// What is left of a limit that nobody tells.
        public Room(long remaining, @Nullable Duration reset) {
            this(null, remaining, reset);
        }
    }
}
