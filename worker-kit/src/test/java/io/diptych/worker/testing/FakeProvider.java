package io.diptych.worker.testing;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A provider that draws small images and keeps its own books.
public final class FakeProvider implements ImageProvider {

    /// How it answers a call.
    public interface Answer {
        /// Answers; may wait.
        ProviderOutcome to(RenderCall call) throws InterruptedException;
    }

    private final List<RenderCall> calls = new CopyOnWriteArrayList<>();
    private final Answer answer;
    private volatile boolean configured = true;

    public FakeProvider(Answer answer) {
        this.answer = answer;
    }

    /// A provider that draws whatever it is asked for.
    public static FakeProvider drawing() {
        return new FakeProvider(call -> Pictures.rendered(call.attemptId()));
    }

    /// A provider that draws once it is let.
    public static FakeProvider drawingAfter(CountDownLatch go) {
        return new FakeProvider(call -> {
            go.await();
            return Pictures.rendered(call.attemptId());
        });
    }

    /// The same provider without a key.
    public FakeProvider unconfigured() {
        configured = false;
        return this;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    @Override
    public ProviderOutcome render(RenderCall call) {
        calls.add(call);
        try {
            return answer.to(call);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failed(FailureCode.CANCELLED, Billing.UNKNOWN, "call was interrupted", null, null, null);
        }
    }

    /// The calls that came, in order.
    public List<RenderCall> calls() {
        return List.copyOf(calls);
    }

    /// The attempts that were bought, one entry for each call.
    public List<String> bought() {
        return calls.stream().map(RenderCall::attemptId).toList();
    }
}
