package io.diptych.simulator.control;

import io.diptych.simulator.drawing.Flaw;
import io.diptych.simulator.drawing.QualityProfiles;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `/simulator/quality`: PUT sets what models get wrong and how often, GET shows it, DELETE makes all of them flawless;
/// GET `/simulator/quality/flawed` tells what is wrong with the images that were drawn, by the SHA-256 of their files.
public final class QualityEndpoints implements Feature {

    private static final int MAX_BODY_BYTES = 1 << 20;

    private final QualityProfiles profiles;

    public QualityEndpoints(QualityProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/simulator/quality", _ -> show())
                .add("PUT", "/simulator/quality", this::set)
                .add("GET", "/simulator/quality/flawed", _ -> flawed())
                .add("DELETE", "/simulator/quality", _ -> {
                    profiles.set(Map.of());
                    return show();
                });
    }

    private Answer set(Call call) throws IOException {
        try {
            Map<String, Map<Flaw, Double>> byModel = new HashMap<>();
            for (var model : Json.MAPPER.readTree(call.body(MAX_BODY_BYTES)).properties()) {
                Map<Flaw, Double> profile = new EnumMap<>(Flaw.class);
                for (var flaw : model.getValue().properties()) {
                    profile.put(flaw(flaw.getKey()), rate(flaw.getKey(), flaw.getValue()));
                }
                byModel.put(model.getKey(), profile);
            }
            profiles.set(byModel);
        } catch (IllegalArgumentException | JacksonException | BodyTooLarge e) {
            throw ControlErrors.bad("the body is no object of profiles by model: " + e.getMessage());
        }
        return show();
    }

    private static double rate(String flaw, JsonNode rate) {
        if (!rate.isNumber()) {
            throw new IllegalArgumentException(flaw + " is " + rate + ", but must be a number between 0 and 1");
        }
        return rate.doubleValue();
    }

    private static Flaw flaw(String label) {
        return Arrays.stream(Flaw.values())
                .filter(flaw -> flaw.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("flaw is '" + label + "', but must be one of "
                        + Arrays.stream(Flaw.values()).map(Flaw::label).toList()));
    }

    private Answer flawed() {
        ObjectNode body = Json.object();
        profiles.flawed().forEach((hash, flaws) -> {
            var labels = body.putArray(hash);
            flaws.forEach(flaw -> labels.add(flaw.label()));
        });
        return Answer.json(200, body);
    }

    private Answer show() {
        ObjectNode body = Json.object();
        profiles.inForce().forEach((model, profile) -> {
            ObjectNode rates = body.putObject(model);
            profile.forEach((flaw, rate) -> rates.put(flaw.label(), rate));
        });
        return Answer.json(200, body);
    }
}
