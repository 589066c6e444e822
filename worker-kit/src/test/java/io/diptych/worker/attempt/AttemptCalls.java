package io.diptych.worker.attempt;

import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/// The calls of one attempt as a worker makes them, for tests of adapters.
public final class AttemptCalls {
    private static final int MOST_CALLS = 3;

    private AttemptCalls() {}

    /// What came of an attempt.
    public record Made(ProviderOutcome outcome, int calls) {}

    /// Makes the calls, which must have a deadline.
    public static Made ask(ImageProvider provider, RenderCall call) {
        RetryRule rule = new RetryRule(MOST_CALLS, Duration.ofSeconds(1), () -> true);
        Answer answer = new RetriedCall(
                        provider, rule, InstantSource.system(), call, Objects.requireNonNull(call.deadline()))
                .ask();
        return new Made(answer.outcome(), answer.calls());
    }
}
