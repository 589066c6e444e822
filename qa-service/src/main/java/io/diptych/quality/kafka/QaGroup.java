package io.diptych.quality.kafka;

import java.time.Duration;

/// This instance among those that judge results.
///
/// @param id              consumer group
/// @param transactionalId identity of this instance's transactions; another process of the same identity fences it
/// @param batch           most results of one transaction
/// @param threads         images that are decoded at a time
/// @param heartbeat       how often members report to the broker
/// @param session         how long a silent member counts as alive
public record QaGroup(
        String id, String transactionalId, int batch, int threads, Duration heartbeat, Duration session) {}
