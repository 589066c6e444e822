package io.diptych.quality.kafka;

/// This instance among those that judge results.
///
/// @param id              consumer group
/// @param transactionalId identity of this instance's transactions; another process of the same identity fences it
/// @param batch           most results that are taken in and not yet judged
/// @param threads         images that are decoded at a time
public record QaGroup(String id, String topic, String transactionalId, int batch, int threads) {}
