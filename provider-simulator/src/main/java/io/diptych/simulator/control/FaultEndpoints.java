package io.diptych.simulator.control;

import io.diptych.simulator.fault.FaultPlan;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.fault.FaultRules;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
            FaultRule rule = struck.rule();
            ObjectNode shown = rules.addObject()
                    .put("model", rule.model())
                    .put("mode", rule.mode().label())
                    .put("rate", rule.rate())
                    .put("times", rule.times());
            if (rule.request() != null) {
                shown.put("request", rule.request());
            }
            if (rule.from() != null) {
                shown.put("from", rule.from().toString());
            }
            if (rule.until() != null) {
                shown.put("until", rule.until().toString());
            }
            shown.put("struck", struck.calls());
        }
        return Answer.json(200, rules);
    }
}
