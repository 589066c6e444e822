package io.diptych.simulator.control;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.limit.AccountLimits;
import io.diptych.simulator.limit.AccountLimits.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// `/simulator/limits`: PUT sets what an account may ask of each OpenAI model in a minute, `{"requests": 60}`; GET
/// shows it, DELETE makes it generous.
public final class LimitEndpoints implements Feature {

    private static final int MAX_BODY_BYTES = 1 << 16;

    private final AccountLimits limits;

    public LimitEndpoints(AccountLimits limits) {
        this.limits = limits;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/simulator/limits", _ -> show())
                .add("PUT", "/simulator/limits", this::set)
                .add("DELETE", "/simulator/limits", _ -> {
                    limits.set(Map.of());
                    return show();
                });
    }

    private Answer set(Call call) throws IOException {
        try {
            Map<Kind, Long> wanted = new EnumMap<>(Kind.class);
            for (var limit : Json.MAPPER.readTree(call.body(MAX_BODY_BYTES)).properties()) {
                wanted.put(kind(limit.getKey()), limit.getValue().asLong());
            }
            limits.set(wanted);
        } catch (IllegalArgumentException | JacksonException | BodyTooLarge e) {
            throw ControlErrors.bad("the body is no object of limits per minute: " + e.getMessage());
        }
        return show();
    }

    private static Kind kind(String label) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("limit is '" + label + "', but must be one of "
                        + Arrays.stream(Kind.values()).map(Kind::label).toList()));
    }

    private Answer show() {
        ObjectNode body = Json.object();
        limits.inForce().forEach((kind, limit) -> body.put(kind.label(), limit));
        return Answer.json(200, body);
    }
}
