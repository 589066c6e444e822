package io.diptych.worker.attempt;

import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// The calls of one attempt as a worker makes them, and what it keeps of their answer, for tests of adapters.
public final class AttemptCalls {
    private static final int MOST_CALLS = 3;

    private AttemptCalls() {}

    /// What came of an attempt.
    ///
    /// @param outcome the adapter's last word
    /// @param receipt what the worker makes of it
    public record Made(ProviderOutcome outcome, Receipt receipt, int calls) {}

    /// Makes the calls, which must have a deadline.
    public static Made ask(ImageProvider provider, RenderCall call) {
        RetryRule rule = new RetryRule(MOST_CALLS, Duration.ofSeconds(1), () -> true);
        Answer answer = new RetriedCall(
                        provider, rule, InstantSource.system(), call, Objects.requireNonNull(call.deadline()))
                .ask();
        Instant now = Instant.now();
        Instant lease = now.plusSeconds(60);
        Claim claim =
                new Claim(Jobs.job(call.attemptId(), call.model()), 0, "w", now, lease, null, new RecordHeaders());
        Receipt receipt = new ImageKeeper(new FakeAssets(), InstantSource.system()).keep(claim, answer, lease);
        return new Made(answer.outcome(), receipt, answer.calls());
    }
}
