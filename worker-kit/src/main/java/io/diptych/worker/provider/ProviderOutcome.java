package io.diptych.worker.provider;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one purchase ended. It ends in exactly one of these.
public sealed interface ProviderOutcome {

    /// The provider's own id of the call; null where it gave none.
    @Nullable
    String requestId();

    /// Tokens that the provider counted; null where it counted none.
    @Nullable
    Usage usage();

    /// What the answer says of the account's limits; null where it says nothing.
    @Nullable
    RateLimits limits();

    /// The same outcome, whose answer says this of limits.
    ProviderOutcome withLimits(@Nullable RateLimits told);

    /// The provider drew an image, and charges for it.
    ///
    /// @param bytes        the encoded image, as it came
    /// @param mediaType    as the provider calls it
    /// @param modelVersion as the provider reports it
    @SuppressWarnings("ArrayRecordComponent") // Outcomes are never compared.
    record Rendered(
            byte[] bytes,
            String mediaType,
            @Nullable Usage usage,
            @Nullable String modelVersion,
            @Nullable String requestId,
            @Nullable RateLimits limits)
            implements ProviderOutcome {

        /// An image whose answer says nothing of limits.
        public Rendered(
                byte[] bytes,
                String mediaType,
                @Nullable Usage usage,
                @Nullable String modelVersion,
                @Nullable String requestId) {
            this(bytes, mediaType, usage, modelVersion, requestId, null);
        }

        @Override
        public Rendered withLimits(@Nullable RateLimits told) {
            return new Rendered(bytes, mediaType, usage, modelVersion, requestId, told);
        }
    }

    /// There is no image.
    ///
    /// @param billing    whether the provider charges all the same
    /// @param message    for a person
    /// @param retryAfter how long the provider asks to wait; null where it says nothing
    record Failed(
            FailureCode code,
            Billing billing,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Usage usage,
            @Nullable String requestId,
            @Nullable RateLimits limits)
            implements ProviderOutcome {

        /// A failure whose answer says nothing of limits.
        public Failed(
                FailureCode code,
                Billing billing,
                String message,
                @Nullable Duration retryAfter,
                @Nullable Usage usage,
                @Nullable String requestId) {
            this(code, billing, message, retryAfter, usage, requestId, null);
        }

        @Override
        public Failed withLimits(@Nullable RateLimits told) {
            return new Failed(code, billing, message, retryAfter, usage, requestId, told);
        }

        /// A failure that the provider surely does not charge.
        public static Failed unbilled(FailureCode code, String message) {
            return new Failed(code, Billing.NOT_BILLED, message, null, null, null);
        }
    }
}
