package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.workshop.ModelFile;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The Gemini models that the simulator serves, and the endpoints that list them.
final class GeminiModels {

    private final List<GeminiModel> models = ModelFile.read("gemini-models.json", GeminiModel.class);

    /// A model by its id or an alias.
    Optional<GeminiModel> find(String name) {
        return models.stream().filter(model -> model.isCalled(name)).findFirst();
    }

    Answer list(Call call) {
        GeminiCalls.checkKey(call);
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("models");
        for (GeminiModel model : models) {
            list.add(describe(model, model.id()));
            model.aliases().forEach(alias -> list.add(describe(model, alias)));
        }
        return Answer.json(200, body);
    }

    Answer get(Call call) {
        GeminiCalls.checkKey(call);
        String name = call.path("model");
        GeminiModel model = find(name).orElseThrow(() -> GeminiErrors.noSuchModel(name, "v1beta", "GetModel"));
        return Answer.json(200, describe(model, name));
    }

    private static ObjectNode describe(GeminiModel model, String name) {
        ObjectNode described = Json.object()
                .put("name", "models/" + name)
                .put("version", "001")
                .put("displayName", model.displayName())
                .put("inputTokenLimit", 65_536)
                .put("outputTokenLimit", 32_768);
        ArrayNode methods = described.putArray("supportedGenerationMethods").add("generateContent");
        if (model.batch()) {
            methods.add("batchGenerateContent");
        }
        return described;
    }
}
