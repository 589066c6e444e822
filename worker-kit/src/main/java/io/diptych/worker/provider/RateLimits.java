package io.diptych.worker.provider;

import java.time.Duration;
import java.util.stream.Stream;
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
    /// @param remaining until the reset
    /// @param reset     time until there is room again; null where it says nothing
    public record Room(long remaining, @Nullable Duration reset) {}

    /// Rooms of the limits that count calls and images: one of each is used up by a call.
    public Stream<Room> ofCalls() {
        return Stream.concat(Stream.ofNullable(requests), Stream.ofNullable(images));
    }
}
