package io.diptych.simulator.control;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultPlan;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        if (!body.isArray()) {
            throw ControlErrors.bad("the body is " + body.getNodeType() + ", but must be a list of rules");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            rules.add(rule(body.get(i), i));
        }
        plan.add(rules);
        return show();
    }

    private static FaultRule rule(JsonNode rule, int index) {
        try {
            return new FaultRule(
                    rule.path("model").asStringOpt().orElse(null),
                    mode(rule.path("mode").asString("")),
                    rule.path("rate").asDouble(1),
                    times(rule.path("times")));
        } catch (IllegalArgumentException | JacksonException e) {
            throw ControlErrors.bad("rule " + index + ": " + e.getMessage());
        }
    }

    private static FaultMode mode(String label) {
        return Arrays.stream(FaultMode.values())
                .filter(mode -> mode.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode is '" + label + "', but must be one of "
                        + Arrays.stream(FaultMode.values())
                                .map(FaultMode::label)
                                .toList()));
    }

    private static @Nullable Integer times(JsonNode times) {
        return times.isMissingNode() || times.isNull() ? null : (Integer) times.asInt();
    }

    private Answer show() {
        ArrayNode rules = Json.MAPPER.createArrayNode();
        for (FaultPlan.Struck struck : plan.rules()) {
            rules.addObject()
                    .put("model", struck.rule().model())
                    .put("mode", struck.rule().mode().label())
                    .put("rate", struck.rule().rate())
                    .put("times", struck.rule().times())
                    .put("struck", struck.calls());
        }
        return Answer.json(200, rules);
    }
}
