package io.diptych.worker.limit;

import io.diptych.events.CircuitState;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Stands before one model: how many calls may start now, and what became of those before.
///
/// A model that is limited or down claims no jobs; they wait in their topic, and any worker may take
/// them. Only when it stays so for longer than a threshold are they handed back, unbilled, so that the
/// router finds another way.
///
/// Used by the pump's thread and by those of its calls.
public final class ModelGate {
    private final Pace pace;
    private final ToldLimit told = new ToldLimit();
    private final Circuit circuit;
    private final Duration patience;
    private final Duration longLimit;
    private final InstantSource clock;

    /// @param callTimeout longest call; a caller's shorter deadline is no failure of the provider
    public ModelGate(String model, Limits limits, CircuitSettings settings, Duration callTimeout, InstantSource clock) {
        this.pace = new Pace(model, limits);
        this.circuit = new Circuit(model, settings, callTimeout);
        this.patience = settings.handBackAfter();
        this.longLimit = settings.longLimit();
        this.clock = clock;
    }

    /// Why jobs are handed back.
    public record HandBack(FailureCode code, String reason) {}

    /// Calls that may be claimed now.
    ///
    /// @param wanted free slots
    /// @param busy   calls that run
    public int admits(int wanted, int busy) {
        Instant now = clock.instant();
        circuit.step(now);
        return Math.min(circuit.admits(wanted, busy), Math.min(told.calls(wanted, now), pace.calls(wanted)));
    }

    /// Calls were claimed.
    public void claimed(int calls) {
        pace.started(calls);
        told.started(calls, clock.instant());
    }

    /// Whether a call that failed unbilled may be made again, and books it.
    public boolean admitsAgain() {
        if (!circuit.isClosed()) {
            return false;
        }
        claimed(1);
        return true;
    }

    /// Whether waiting jobs should be handed back, since the model has been away for too long or will
    /// be.
    public Optional<HandBack> handBack() {
        Instant now = clock.instant();
        Optional<Instant> down = circuit.downSince();
        if (circuit.state() == CircuitState.OPEN
                && down.isPresent()
                && !down.get().plus(patience).isAfter(now)) {
            return Optional.of(new HandBack(
                    FailureCode.UNAVAILABLE,
                    "circuit is open since " + down.get() + ", longer than " + patience.toSeconds() + " s"));
        }
        return told.until(now)
                .filter(until -> until.isAfter(now.plus(longLimit)))
                .map(until -> new HandBack(told.code(), "limited until " + until + ": " + told.reason(now)));
    }

    /// How the model stands.
    public Standing standing() {
        Instant now = clock.instant();
        Optional<Instant> until = told.until(now);
        CircuitState state = circuit.state();
        return new Standing(
                state,
                until.orElse(null),
                state != CircuitState.CLOSED ? circuit.reason() : until.isPresent() ? told.reason(now) : "");
    }

    /// The provider, watched.
    public ImageProvider watching(ImageProvider provider) {
        return new ImageProvider() {
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
                return watched(provider, call);
            }
        };
    }

    private ProviderOutcome watched(ImageProvider provider, RenderCall call) {
        if (!circuit.tryCall()) {
            return Failed.unbilled(FailureCode.UNAVAILABLE, "not called: " + circuit.reason());
        }
        Instant begun = clock.instant();
        try {
            ProviderOutcome outcome = provider.render(call);
            Instant now = clock.instant();
            circuit.ended(outcome, Duration.between(begun, now));
            if (outcome.usage() != null) {
                pace.took(outcome.usage());
            }
            told.learn(outcome, pace.tokensPerCall(), now);
            return outcome;
        } catch (RuntimeException | Error e) {
            circuit.abandoned();
            throw e;
        }
    }

    /// Whether a failure says that the provider is not well.
    static boolean isProvidersFault(Failed failed, Duration took, Duration callTimeout) {
        return switch (failed.code()) {
            case UNAVAILABLE, MALFORMED_RESPONSE, EMPTY_RESPONSE -> true;
            case TIMEOUT -> took.multipliedBy(2).compareTo(callTimeout) >= 0;
            case RATE_LIMITED,
                    NOT_CONFIGURED,
                    AUTHENTICATION,
                    QUOTA_EXHAUSTED,
                    CONTENT_REFUSED,
                    INVALID_REQUEST,
                    MODEL_RETIRED,
                    CANCELLED,
                    EXPIRED,
                    QUALITY_REJECTED,
                    NO_ROUTE,
                    INTERNAL -> false;
        };
    }
}
