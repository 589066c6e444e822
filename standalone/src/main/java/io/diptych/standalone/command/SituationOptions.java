package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.catalog.Money;
import io.diptych.events.CircuitState;
import io.diptych.router.routing.ModelHealth;
import io.diptych.standalone.explain.BadInputException;
import io.diptych.standalone.explain.Situation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that make up a situation: health, budget, time.
final class SituationOptions {
    private static final Duration RATE_LIMITED_FOR = Duration.ofMinutes(1);

    @Option(
            names = "--health",
            paramLabel = "MODEL=STATE",
            description = "How a model fares: OPEN, HALF_OPEN, CLOSED, RATE_LIMITED or NOT_CONFIGURED.")
    private Map<String, String> health = new LinkedHashMap<>();

    @Option(names = "--budget", paramLabel = "USD", description = "What the tenant may still spend.")
    private @Nullable String budget;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Time of the decision (default: the request's requestedAt, else now).")
    private @Nullable String at;

    /// The time of the decision, or null where the request says.
    @Nullable
    Instant at() {
        try {
            return at == null ? null : Instant.parse(at);
        } catch (DateTimeException e) {
            throw new BadInputException("--at is '" + at + "', must be a time such as 2026-11-21T12:00:00Z");
        }
    }

    /// The situation at that time.
    Situation situation(Catalog catalog, Instant when) {
        Map<String, ModelHealth> states = new HashMap<>();
        health.forEach((name, state) -> states.put(
                catalog.model(name)
                        .map(Model::id)
                        .orElseThrow(() -> new BadInputException("--health names model '" + name
                                + "', must be one of "
                                + catalog.models().stream().map(Model::id).toList())),
                health(name, state, when)));
        return new Situation(states, budgetMicros(), null);
    }

    private @Nullable Long budgetMicros() {
        if (budget == null) {
            return null;
        }
        try {
            long micros = Money.parse(budget).micros();
            if (micros >= 0) {
                return micros;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new BadInputException("--budget is '" + budget + "', must be an amount in US dollars such as 0.10");
    }

    private static ModelHealth health(String model, String state, Instant when) {
        return switch (state.toUpperCase(Locale.ROOT).replace('-', '_')) {
            case "CLOSED" -> ModelHealth.GOOD;
            case "OPEN" -> new ModelHealth(CircuitState.OPEN, null, true, "as --health says");
            case "HALF_OPEN" -> new ModelHealth(CircuitState.HALF_OPEN, null, true, "as --health says");
            case "RATE_LIMITED" ->
                new ModelHealth(CircuitState.CLOSED, when.plus(RATE_LIMITED_FOR), true, "as --health says");
            case "NOT_CONFIGURED" -> new ModelHealth(CircuitState.CLOSED, null, false, "as --health says");
            default ->
                throw new BadInputException("--health says " + model + "=" + state
                        + ", must be OPEN, HALF_OPEN, CLOSED, RATE_LIMITED or NOT_CONFIGURED");
        };
    }
}
