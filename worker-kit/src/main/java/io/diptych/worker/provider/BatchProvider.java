package io.diptych.worker.provider;

import io.diptych.events.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A provider's half-price batch interface.
public interface BatchProvider {
    /// Hands over a batch under our own key; blocks until the provider has it.
    ///
    /// @return the provider's id of the batch
    /// @throws BatchException when the provider refuses, or when nobody knows whether it has it
    String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException;

    /// Looks for a batch of ours that may or may not have reached the provider.
    ///
    /// @return the provider's id; empty when the provider surely has no such batch
    /// @throws BatchException when the provider does not answer
    Optional<String> find(String batchKey) throws BatchException;

    /// Whether [#find] can tell what the provider has. Where it cannot, a batch that may or may not have reached the
    /// provider stays unknown.
    default boolean canFind() {
        return true;
    }

    /// Asks the provider to stop a batch. What came of that, [#poll] tells: a batch may end all the same.
    ///
    /// @throws BatchException when the provider does not answer
    default void cancel(String providerBatchId) throws BatchException {
        throw new BatchException(
                FailureCode.INVALID_REQUEST,
                false,
                "batch " + providerBatchId + " cannot be stopped: its provider does not offer that",
                null);
    }

    /// Asks how a batch stands.
    ///
    /// @throws BatchException when the provider does not answer
    Progress poll(String providerBatchId) throws BatchException;

    /// How a batch stands.
    sealed interface Progress {
        /// Not ended yet.
        record Pending() implements Progress {}

        /// Ended.
        ///
        /// @param outcomes by attempt id; an attempt that is missing was not made and not billed
        record Ended(Map<String, ProviderOutcome> outcomes) implements Progress {}
    }
}
