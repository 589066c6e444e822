package io.diptych.worker.limit;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an account may do with one model in a minute, and how much of that one instance takes. Null for
/// no limit.
///
/// @param requestsPerMinute calls started, per account
/// @param imagesPerMinute   images, per account
/// @param tokensPerMinute   tokens of all kinds, per account
/// @param share             part of the account's limits that is this instance's: with four instances, 0.25
public record Limits(
        @Nullable @Positive Integer requestsPerMinute,
        @Nullable @Positive Integer imagesPerMinute,
        @Nullable @Positive Integer tokensPerMinute,
        @DefaultValue("1.0") @Positive @DecimalMax("1.0") double share) {
    /// No limits.
    public static final Limits NONE = new Limits(null, null, null, 1);
}
