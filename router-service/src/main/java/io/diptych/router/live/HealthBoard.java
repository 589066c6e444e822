package io.diptych.router.live;

import io.diptych.events.CircuitState;
import io.diptych.events.ProviderHealth;
import io.diptych.router.routing.ModelHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How models fare. Bad news grow old: a worker that opened its circuit and is gone must not divert traffic for ever,
/// and
/// one whose model gets no more traffic would never find out that it works again.
///
/// - A circuit that is not closed is believed for a while after it was reported.
/// - A rate limit is believed until it ends.
/// - A missing key is believed until a worker reports one.
public final class HealthBoard implements Board<ProviderHealth> {
    private final Duration memory;
    private final Map<String, Report> bad = new ConcurrentHashMap<>();

    /// @param memory how long a circuit that is not closed is believed
    public HealthBoard(Duration memory) {
        this.memory = memory;
    }

    private record Report(ModelHealth health, Instant at) {}

    @Override
    public void take(ProviderHealth event) {
        ModelHealth health =
                new ModelHealth(event.getCircuit(), event.getLimitedUntil(), event.getConfigured(), event.getReason());
        if (health.circuit() == CircuitState.CLOSED && health.limitedUntil() == null && health.configured()) {
            bad.remove(event.getModel());
        } else {
            bad.put(event.getModel(), new Report(health, event.getOccurredAt()));
        }
    }

    @Override
    public void forget(String model) {
        bad.remove(model);
    }

    /// The models that do not fare well at a moment, by catalogue id.
    public Map<String, ModelHealth> at(Instant now) {
        if (bad.isEmpty()) {
            return Map.of();
        }
        Map<String, ModelHealth> believed = new HashMap<>();
        bad.forEach((model, report) -> {
            ModelHealth health = believed(report, now);
            if (!health.equals(ModelHealth.GOOD)) {
                believed.put(model, health);
            }
        });
        return Map.copyOf(believed);
    }

    private ModelHealth believed(Report report, Instant now) {
        ModelHealth said = report.health();
        Instant until = said.limitedUntil();
        boolean limited = until != null && until.isAfter(now);
        boolean fresh = report.at().plus(memory).isAfter(now);
        CircuitState circuit = fresh ? said.circuit() : CircuitState.CLOSED;
        return circuit == CircuitState.CLOSED && !limited && said.configured()
                ? ModelHealth.GOOD
                : new ModelHealth(circuit, limited ? until : null, said.configured(), said.reason());
    }
}
