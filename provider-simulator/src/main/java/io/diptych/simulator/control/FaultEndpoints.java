package io.diptych.simulator.control;

import io.diptych.simulator.fault.FaultPlan;
import io.diptych.simulator.fault.FaultRules;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// `/simulator/faults`: POST adds a list of rules, GET shows those in force, DELETE ends them all.
public final class FaultEndpoints implements Feature {

    private static final int MAX_BODY_BYTES = 1 << 20;

    private final FaultPlan plan;

    public FaultEndpoints(FaultPlan plan) {
        this.plan = plan;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/simulator/faults", _ -> show())
                .add("POST", "/simulator/faults", this::add)
                .add("DELETE", "/simulator/faults", _ -> {
                    plan.clear();
                    return show();
                });
    }

    private Answer add(Call call) throws IOException {
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(call.body(MAX_BODY_BYTES));
        } catch (JacksonException | BodyTooLarge e) {
            throw ControlErrors.bad("the body is no JSON list of rules: " + e.getMessage());
        }
        try {
            plan.add(FaultRules.read(body));
        } catch (IllegalArgumentException e) {
            throw ControlErrors.bad(String.valueOf(e.getMessage()));
        }
        return show();
    }

    private Answer show() {
        ArrayNode rules = Json.MAPPER.createArrayNode();
        for (FaultPlan.Struck struck : plan.rules()) {
            rules.addObject()
                    .put("model", struck.rule().model())
                    .put("mode", struck.rule().mode().label())
                    .put("rate", struck.rule().rate())
                    .put("times", struck.rule().times())
                    .put("request", struck.rule().request())
                    .put("from", text(struck.rule().from()))
                    .put("until", text(struck.rule().until()))
                    .put("struck", struck.calls());
        }
        return Answer.json(200, rules);
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
