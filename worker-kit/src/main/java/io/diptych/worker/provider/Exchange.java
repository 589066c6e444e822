package io.diptych.worker.provider;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One call on the wire, as far as it got: what tells a call that was never sent from one that may have
/// been billed.
///
/// An adapter runs its SDK inside [#run(Supplier)]; an interceptor of the HTTP client, which must run on the
/// caller's own thread, finds the exchange by [#current()] and notes what it sees.
public final class Exchange {
    private static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    private final LongConsumer answers;
    private boolean sent;
    private @Nullable String errorBody;
    private @Nullable RateLimits limits;

    public Exchange() {
        this(_ -> {});
    }

    /// @param answers hears of an answer before its body is read, with the body's size in bytes, negative where that is
    ///                not told; may wait
    public Exchange(LongConsumer answers) {
        this.answers = answers;
    }

    /// The exchange that this thread is in; empty outside of [#run(Supplier)].
    public static Optional<Exchange> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /// Makes the call.
    public <T> T run(Supplier<T> call) {
        return ScopedValue.where(CURRENT, this).call(call::get);
    }

    /// Notes that a connection is open and the request goes out on it.
    public void noteSent() {
        sent = true;
    }

    /// Notes that an answer begins whose body is still to be read.
    ///
    /// @param bodyBytes size of its body, negative where that is not told
    /// @throws UncheckedIOException when it must not be read
    public void noteAnswer(long bodyBytes) {
        answers.accept(bodyBytes);
    }

    /// Notes the body of an answer that is an error, for SDKs that do not hand it on.
    public void noteErrorBody(String body) {
        errorBody = body;
    }

    /// The body of an answer that is an error; null where none was noted.
    public @Nullable String errorBody() {
        return errorBody;
    }

    /// Notes what the head of an answer says of the account's limits, whatever becomes of its body.
    public void noteLimits(@Nullable RateLimits told) {
        limits = told;
    }

    /// What the head of an answer said of the account's limits; null where it said nothing.
    public @Nullable RateLimits limits() {
        return limits;
    }

    /// Whether the provider may have seen the request.
    public boolean sent() {
        return sent;
    }

    /// What a call means that ended without an answer.
    ///
    /// Surely not billed if it was never sent; otherwise nobody knows. An interrupt stays set on the thread.
    public ProviderOutcome.Failed broken(Throwable thrown) {
        return new ProviderOutcome.Failed(
                code(thrown), sent ? Billing.UNKNOWN : Billing.NOT_BILLED, describe(thrown), null, null, null);
    }

    private static FailureCode code(Throwable thrown) {
        if (Thread.currentThread().isInterrupted()) {
            return FailureCode.CANCELLED;
        }
        boolean transport = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException) {
                return FailureCode.TIMEOUT;
            }
            transport |= cause instanceof IOException;
        }
        return transport ? FailureCode.UNAVAILABLE : FailureCode.INTERNAL;
    }

    private String describe(Throwable thrown) {
        Throwable root = rootOf(thrown);
        return (sent ? "no answer came: " : "the request was never sent: ")
                + root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /// The innermost cause.
    public static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
