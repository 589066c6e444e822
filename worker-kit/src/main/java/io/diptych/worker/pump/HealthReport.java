package io.diptych.worker.pump;

import io.diptych.events.CircuitState;
import io.diptych.events.ProviderHealth;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.ledger.Turn;
import io.diptych.worker.limit.Standing;
import io.diptych.worker.provider.ImageProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Tells the router how a model stands, as this worker sees it: at once when the circuit changes, at
/// most once a second when limits do.
final class HealthReport {
    private static final Duration SELDOM = Duration.ofSeconds(1);

    private final WorkerIdentity identity;
    private final WorkerParts parts;
    private final ImageProvider provider;
    private @Nullable Standing told;
    private Instant toldAt = Instant.MIN;

    HealthReport(WorkerIdentity identity, WorkerParts parts, ImageProvider provider) {
        this.identity = identity;
        this.parts = parts;
        this.provider = provider;
    }

    /// What is to be written now; empty when there is nothing new.
    Optional<Turn> news(Standing standing) {
        Standing before = told;
        Instant now = parts.clock().instant();
        boolean isNew = before == null
                || before.circuit() != standing.circuit()
                || (isOther(before.limitedUntil(), standing.limitedUntil()) && !now.isBefore(toldAt.plus(SELDOM)));
        return isNew ? Optional.of(turn(standing, now)) : Optional.empty();
    }

    /// What was written.
    void written(Standing standing) {
        told = standing;
        toldAt = parts.clock().instant();
    }

    private static boolean isOther(@Nullable Instant one, @Nullable Instant other) {
        return !Objects.equals(one, other);
    }

    private Turn turn(Standing standing, Instant now) {
        Instant until = standing.limitedUntil();
        ProviderHealth health = ProviderHealth.newBuilder()
                .setModel(identity.model())
                .setProvider(provider.name())
                .setCircuit(standing.circuit())
                .setLimitedUntil(until == null ? null : until.truncatedTo(ChronoUnit.MILLIS))
                .setConfigured(provider.isConfigured())
                .setReason(reason(standing))
                .setWorkerId(identity.workerId())
                .setOccurredAt(now.truncatedTo(ChronoUnit.MILLIS))
                .build();
        return Turn.of(List.of(parts.codec().record(parts.topics().health(), health, new RecordHeaders())));
    }

    private String reason(Standing standing) {
        if (!provider.isConfigured()) {
            return "no key is configured for provider " + provider.name();
        }
        if (standing.circuit() != CircuitState.CLOSED || standing.limitedUntil() != null) {
            return standing.reason();
        }
        return told == null ? "worker started" : "model takes calls again";
    }
}
