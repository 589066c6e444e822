package io.diptych.worker.provider;

import java.util.function.Predicate;

/// What a provider makes in minutes, one job at a time, and at the standard price: films.
///
/// Such a model has no calls to wait for. Each of its jobs is a batch of one, which a worker that comes after us can go
/// on with: what it needs to know of it is in the log, not in a thread.
///
/// @param makes    whether a model, by the provider's id, is one of these
/// @param provider hands over, finds and asks; it is never handed more than one call
public record LongOperations(Predicate<String> makes, BatchProvider provider) {}
