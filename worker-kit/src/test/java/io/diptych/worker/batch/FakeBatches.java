package io.diptych.worker.batch;

import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.testing.Pictures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A provider of batches that keeps its own books. Safe for several threads.
final class FakeBatches implements BatchProvider {
    private final Map<String, List<RenderCall>> batches = new HashMap<>();
    private final Map<String, String> idsByKey = new HashMap<>();
    private final List<String> bought = new ArrayList<>();
    private UnaryOperator<Map<String, ProviderOutcome>> answers = outcomes -> outcomes;
    private boolean finished = true;
    private boolean listed = true;
    private int stopped;
    private boolean takesAndBreaksOff;
    private Optional<FailureCode> refusal = Optional.empty();
    private @Nullable Duration retryAfter;
    private Optional<FailureCode> hidden = Optional.empty();
    private int refusals = Integer.MAX_VALUE;
    private int offers;

    /// Takes the next batch, and breaks the connection before it says so.
    synchronized FakeBatches breakOffAfterTaking() {
        takesAndBreaksOff = true;
        return this;
    }

    /// Does not tell which batches it has.
    synchronized FakeBatches unlisted() {
        listed = false;
        return this;
    }

    /// How often it was asked to stop a batch.
    synchronized int stopped() {
        return stopped;
    }

    @Override
    public synchronized boolean canFind() {
        return listed;
    }

    @Override
    public synchronized void cancel(String providerBatchId) {
        stopped++;
    }

    /// Refuses every batch.
    synchronized FakeBatches refuse(FailureCode code) {
        refusal = Optional.of(code);
        return this;
    }

    /// Refuses the next batches so often, and says how long to wait.
    synchronized FakeBatches refuse(FailureCode code, int times, Duration wait) {
        refusal = Optional.of(code);
        refusals = times;
        retryAfter = wait;
        return this;
    }

    /// Refuses to say which batches it has.
    synchronized FakeBatches hide(FailureCode code) {
        hidden = Optional.of(code);
        return this;
    }

    /// How often it was asked to take a batch.
    synchronized int offers() {
        return offers;
    }

    /// Says of every batch that it has not ended.
    synchronized FakeBatches unfinished() {
        finished = false;
        return this;
    }

    /// Ends every batch.
    synchronized void finish() {
        finished = true;
    }

    /// Changes what an ended batch holds.
    synchronized FakeBatches answering(UnaryOperator<Map<String, ProviderOutcome>> change) {
        answers = change;
        return this;
    }

    /// Every attempt that was bought, as often as it was.
    synchronized List<String> bought() {
        return List.copyOf(bought);
    }

    /// How many batches it has.
    synchronized int batches() {
        return batches.size();
    }

    @Override
    public synchronized String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException {
        offers++;
        if (refusal.isPresent() && offers <= refusals) {
            throw new BatchException(refusal.get(), true, "refused", new IllegalStateException("refused"), retryAfter);
        }
        String id = "batches/" + (batches.size() + 1);
        batches.put(id, List.copyOf(calls));
        idsByKey.put(batchKey, id);
        calls.forEach(call -> bought.add(call.attemptId()));
        if (takesAndBreaksOff) {
            takesAndBreaksOff = false;
            throw new BatchException(FailureCode.UNAVAILABLE, false, "cut off", new IllegalStateException("cut off"));
        }
        return id;
    }

    @Override
    public synchronized Optional<String> find(String batchKey) throws BatchException {
        if (hidden.isPresent()) {
            throw new BatchException(hidden.get(), true, "no list for you", new IllegalStateException("refused"));
        }
        return Optional.ofNullable(idsByKey.get(batchKey));
    }

    @Override
    public synchronized Progress poll(String providerBatchId) {
        if (!finished) {
            return new Progress.Pending();
        }
        Map<String, ProviderOutcome> outcomes = new HashMap<>();
        batches.getOrDefault(providerBatchId, List.of())
                .forEach(call -> outcomes.put(call.attemptId(), Pictures.rendered(call.attemptId())));
        return new Progress.Ended(answers.apply(outcomes));
    }
}
