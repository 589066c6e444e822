package io.diptych.worker.pump;

import io.diptych.events.CircuitState;
import io.diptych.events.ProviderHealth;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.ledger.Turn;
import io.diptych.worker.provider.ImageProvider;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Tells the router how a model stands, as this worker sees it.
final class HealthReport {
    private final WorkerIdentity identity;
    private final WorkerParts parts;

    HealthReport(WorkerIdentity identity, WorkerParts parts) {
        this.identity = identity;
        this.parts = parts;
    }

    /// The worker begins: whether it has a key is known, and nothing else yet.
    Turn started(ImageProvider provider) {
        ProviderHealth health = ProviderHealth.newBuilder()
                .setModel(identity.model())
                .setProvider(provider.name())
                .setCircuit(CircuitState.CLOSED)
                .setConfigured(provider.isConfigured())
                .setReason(
                        provider.isConfigured()
                                ? "worker started"
                                : "no key is configured for provider " + provider.name())
                .setWorkerId(identity.workerId())
                .setOccurredAt(parts.clock().instant())
                .build();
        return Turn.of(List.of(parts.codec().record(parts.topics().health(), health, new RecordHeaders())));
    }
}
