package io.diptych.worker.provider;

import io.diptych.catalog.Lane;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import java.util.OptionalLong;

/// Images bought within a cap; beyond it, calls end with `QUOTA_EXHAUSTED` and nothing is sent.
record CappedImages(ImageProvider provider, SpendCap cap) implements ImageProvider {
    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public boolean isConfigured() {
        return provider.isConfigured();
    }

    @Override
    public ProviderOutcome render(RenderCall call) {
        OptionalLong estimate = cap.estimate(call, Lane.STANDARD, provider.unfinishedImages(call) > 0);
        if (estimate.isEmpty() || !cap.take(estimate.getAsLong())) {
            return ProviderOutcome.Failed.unbilled(FailureCode.QUOTA_EXHAUSTED, cap.refusal(estimate));
        }
        ProviderOutcome outcome = provider.render(call);
        cap.giveBack(Math.max(0, estimate.getAsLong() - spent(call, outcome, estimate.getAsLong())));
        return outcome;
    }

    private long spent(RenderCall call, ProviderOutcome outcome, long estimate) {
        return switch (outcome) {
            case ProviderOutcome.Failed failed -> failed.billing() == Billing.NOT_BILLED ? 0 : estimate;
            case ProviderOutcome.Rendered rendered ->
                cap.cost(call, Lane.STANDARD, rendered.usage()).orElse(estimate);
        };
    }

    @Override
    public int unfinishedImages(RenderCall call) {
        return provider.unfinishedImages(call);
    }
}
