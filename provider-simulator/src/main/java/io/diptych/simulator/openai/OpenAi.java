package io.diptych.simulator.openai;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.limit.AccountLimits;
import io.diptych.simulator.workshop.ModelFile;
import io.diptych.simulator.workshop.Workshop;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAI API: generations, edits, files, batches and the list of models.
public final class OpenAi implements Feature {

    private final List<OpenAiModel> models = ModelFile.read("openai-models.json", OpenAiModel.class);

    private final OpenAiBatches batches;
    private final StoredFiles files;
    private final ImageCalls images;

    /// Sets the API up.
    ///
    /// @param limits       of the account
    /// @param batchLatency how long a batch takes at speed 1
    public OpenAi(Workshop workshop, AccountLimits limits, Duration batchLatency) {
        OpenAiAnswers answers = new OpenAiAnswers(workshop, limits);
        this.files = new StoredFiles(workshop);
        this.images = new ImageCalls(workshop, models, files, answers);
        this.batches = new OpenAiBatches(workshop, models, files, answers, batchLatency);
    }

    /// Bills the batches that have ended by now, so that the invoice is up to date.
    public void settle() {
        batches.settle();
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("POST", OpenAiBatches.GENERATIONS, images::generate)
                .add("POST", OpenAiBatches.EDITS, images::edit)
                .add("GET", "/v1/models", this::list)
                .add("GET", "/v1/models/{id}", this::get);
        files.addTo(routes);
        batches.addTo(routes);
    }

    private Answer list(Call call) {
        OpenAiKey.check(call);
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (OpenAiModel model : models) {
            data.add(describe(model, model.id()));
            model.aliases().forEach(alias -> data.add(describe(model, alias)));
        }
        return Answer.json(200, body);
    }

    private Answer get(Call call) {
        OpenAiKey.check(call);
        String id = call.path("id");
        return models.stream()
                .filter(model -> model.isCalled(id))
                .findFirst()
                .map(model -> Answer.json(200, describe(model, id)))
                .orElseThrow(() -> OpenAiErrors.noSuchModel(id));
    }

    private static ObjectNode describe(OpenAiModel model, String id) {
        return Json.object()
                .put("id", id)
                .put("object", "model")
                .put(
                        "created",
                        LocalDate.parse(model.released())
                                .atStartOfDay(ZoneOffset.UTC)
                                .toEpochSecond())
                .put("owned_by", "system")
                .putNull("shutdown_date");
    }
}
