package io.diptych.worker.provider;

import io.diptych.catalog.Lane;
import io.diptych.events.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Batches bought within a cap; beyond it, a batch is refused with `QUOTA_EXHAUSTED` and nothing is sent.
///
/// What a batch did not use of its estimate is not given back.
///
/// @param lane by whose prices the estimates are made
record CappedBatches(BatchProvider provider, SpendCap cap, Lane lane) implements BatchProvider {
    @Override
    public String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException {
        OptionalLong estimate = estimate(calls);
        if (estimate.isEmpty() || !cap.take(estimate.getAsLong())) {
            throw new BatchException(FailureCode.QUOTA_EXHAUSTED, true, cap.refusal(estimate), null);
        }
        try {
            return provider.submit(batchKey, model, calls);
        } catch (BatchException e) {
            if (e.surelyRefused()) {
                cap.giveBack(estimate.getAsLong());
            }
            throw e;
        }
    }

    private OptionalLong estimate(List<RenderCall> calls) {
        long sum = 0;
        for (RenderCall call : calls) {
            OptionalLong one = cap.estimate(call, lane, false);
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    @Override
    public Optional<String> find(String batchKey) throws BatchException {
        return provider.find(batchKey);
    }

    @Override
    public boolean canFind() {
        return provider.canFind();
    }

    @Override
    public void cancel(String providerBatchId) throws BatchException {
        provider.cancel(providerBatchId);
    }

    @Override
    public Progress poll(String providerBatchId) throws BatchException {
        return provider.poll(providerBatchId);
    }
}
