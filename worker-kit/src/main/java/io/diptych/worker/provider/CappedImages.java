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
        OptionalLong estimate = cap.estimate(call, Lane.STANDARD);
        if (estimate.isEmpty() || !cap.take(estimate.getAsLong())) {
            return ProviderOutcome.Failed.unbilled(FailureCode.QUOTA_EXHAUSTED, cap.refusal(estimate));
        }
        ProviderOutcome outcome = provider.render(call);
        if (outcome instanceof ProviderOutcome.Failed failed && failed.billing() == Billing.NOT_BILLED) {
            cap.giveBack(estimate.getAsLong());
        }
        return outcome;
    }
}
