package io.diptych.worker.attempt;

import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.RenderCall;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of one attempt: the first, and those that may follow it. Made for one attempt and used once.
final class RetriedCall {
    private static final Logger log = LoggerFactory.getLogger(RetriedCall.class);

    private final ImageProvider provider;
    private final RetryRule rule;
    private final InstantSource clock;
    private final RenderCall call;
    private final Instant deadline;
    private int calls;
    private long providerMillis;
    private @Nullable ProviderOutcome last;

    RetriedCall(ImageProvider provider, RetryRule rule, InstantSource clock, RenderCall call, Instant deadline) {
        this.provider = provider;
        this.rule = rule;
        this.clock = clock;
        this.call = call;
        this.deadline = deadline;
    }

    Answer ask() {
        Instant startedAt = clock.instant();
        RetryConfig config = RetryConfig.<ProviderOutcome>custom()
                .maxAttempts(rule.maxCalls())
                .retryOnResult(outcome -> !Thread.currentThread().isInterrupted()
                        && rule.allows(outcome, calls, clock.instant(), deadline))
                .retryOnException(_ -> false)
                .intervalBiFunction(
                        (_, ended) -> rule.pauseAfter(ended.get(), calls).toMillis())
                .build();
        ProviderOutcome outcome = Retry.of(provider.name(), config).executeSupplier(this::callOnce);
        return new Answer(outcome, calls, startedAt, providerMillis, null);
    }

    /// One call; none where the pause before it was interrupted: what is known is better than a call that is cut off.
    private ProviderOutcome callOnce() {
        ProviderOutcome before = last;
        if (before != null && Thread.currentThread().isInterrupted()) {
            return before;
        }
        calls++;
        long begun = clock.millis();
        ProviderOutcome outcome = render();
        providerMillis += Math.max(0, clock.millis() - begun);
        last = outcome;
        return outcome;
    }

    private ProviderOutcome render() {
        try {
            return provider.render(call);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("attempt", call.attemptId()).setCause(e).log("adapter threw");
            return ImageBuyer.broken(e);
        }
    }
}
