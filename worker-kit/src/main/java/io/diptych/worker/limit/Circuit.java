package io.diptych.worker.limit;

import io.diptych.events.CircuitState;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The circuit breaker of a model. It half-opens by [#step], so that the pump's clock alone decides.
final class Circuit {
    private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

    private final CircuitBreaker breaker;
    private final CircuitSettings settings;
    private final Duration callTimeout;
    private volatile @Nullable Instant downSince;
    private @Nullable Instant openSince;
    private volatile String lastFailure = "";

    Circuit(String model, CircuitSettings settings, Duration callTimeout) {
        this.settings = settings;
        this.callTimeout = callTimeout;
        this.breaker = CircuitBreaker.of(
                model,
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                settings.window(),
                                Math.min(settings.minimum(), settings.window()),
                                SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failurePercent())
                        .permittedNumberOfCallsInHalfOpenState(settings.probes())
                        .waitDurationInOpenState(NEVER_BY_ITSELF)
                        .build());
    }

    /// Goes on with time: an open circuit half-opens.
    synchronized void step(Instant now) {
        switch (state()) {
            case CLOSED -> {
                downSince = null;
                openSince = null;
            }
            case OPEN -> {
                downSince = downSince == null ? now : downSince;
                openSince = openSince == null ? now : openSince;
                if (!openSince.plus(settings.open()).isAfter(now)) {
                    breaker.transitionToHalfOpenState();
                    openSince = null;
                }
            }
            case HALF_OPEN -> openSince = null;
        }
    }

    CircuitState state() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            case OPEN, FORCED_OPEN -> CircuitState.OPEN;
        };
    }

    boolean isClosed() {
        return state() == CircuitState.CLOSED;
    }

    /// Calls that may be claimed now.
    int admits(int wanted, int busy) {
        return switch (state()) {
            case CLOSED -> wanted;
            case HALF_OPEN ->
                Math.clamp(
                        (long) settings.probes() - breaker.getMetrics().getNumberOfBufferedCalls() - busy, 0, wanted);
            case OPEN -> 0;
        };
    }

    /// Since when the model is down, probes included; empty where it is not.
    Optional<Instant> downSince() {
        return Optional.ofNullable(downSince);
    }

    /// Asks for leave to call; each leave ends by [#ended] or [#abandoned].
    boolean tryCall() {
        return breaker.tryAcquirePermission();
    }

    void ended(ProviderOutcome outcome, Duration took) {
        switch (outcome) {
            case Rendered _ -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            case Failed failed
            when ModelGate.isProvidersFault(failed, took, callTimeout) -> {
                lastFailure = failed.code() + ": " + failed.message();
                breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new ProviderTrouble(failed.message()));
            }
            // A caller's fault or a limit says that the provider answers, and nothing about how well.
            case Failed _ -> breaker.releasePermission();
        }
    }

    void abandoned() {
        breaker.releasePermission();
    }

    /// Why it is not closed.
    String reason() {
        return "circuit is " + state() + ", last failure " + lastFailure;
    }

    private static final class ProviderTrouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ProviderTrouble(String message) {
            super(message, null, false, false);
        }
    }
}
