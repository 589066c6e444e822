package io.diptych.simulator.veo;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltAnswer;
import io.diptych.simulator.gemini.GeminiCalls;
import io.diptych.simulator.gemini.GeminiErrors;
import io.diptych.simulator.gemini.GeminiFaults;
import io.diptych.simulator.gemini.GeminiFiles;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Endpoint;
import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.ModelFile;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Films by Veo, on the Gemini API and on Vertex: order, look, download.
public final class Veo implements Feature, AutoCloseable {

    private static final String VERTEX =
            "/v1beta1/projects/{project}/locations/{location}/publishers/google/models/{model}";
    private static final String EXPRESS = "/v1beta1/publishers/google/models/{model}";
    private static final Set<String> VERTEX_ONLY =
            Set.of("seed", "fps", "generateAudio", "storageUri", "compressionQuality", "resizeMode", "pubsubTopic");

    private final Workshop workshop;
    private final GeminiFiles files;
    private final Film film;
    private final VeoOperations operations;
    private final List<VeoModel> models = ModelFile.read("veo-models.json", VeoModel.class);

    /// Sets the API up.
    ///
    /// @param files takes the films
    public Veo(Workshop workshop, GeminiFiles files) {
        this.workshop = workshop;
        this.files = files;
        this.film = new Film(workshop);
        this.operations = new VeoOperations(workshop);
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("POST", "/v1beta/models/{model}:predictLongRunning", this::onGemini)
                .add("GET", "/v1beta/models/{model}/operations/{id}", this::look)
                .add("POST", VERTEX + ":predictLongRunning", byToken(call -> onVertex(call, vertexName(call))))
                .add("POST", VERTEX + ":fetchPredictOperation", byToken(this::fetch))
                .add("POST", EXPRESS + ":predictLongRunning", byKey(call -> onVertex(call, expressName(call))))
                .add("POST", EXPRESS + ":fetchPredictOperation", byKey(this::fetch));
    }

    /// Bills the films that are made by now.
    public void settle() {
        operations.settle();
    }

    /// Forgets the films in the making.
    @Override
    public void close() {
        operations.close();
    }

    private static Endpoint byToken(Endpoint endpoint) {
        return call -> {
            GeminiCalls.checkToken(call);
            return endpoint.handle(call);
        };
    }

    private static Endpoint byKey(Endpoint endpoint) {
        return call -> {
            GeminiCalls.checkKey(call);
            return endpoint.handle(call);
        };
    }

    private Answer onGemini(Call call) throws IOException, InterruptedException {
        GeminiCalls.checkKey(call);
        JsonNode body = GeminiCalls.body(call);
        for (String name : VERTEX_ONLY) {
            if (body.path("parameters").has(name)) {
                throw GeminiErrors.invalid("`" + name + "` isn't supported by this model. Please remove it or refer to"
                        + " the Gemini API documentation for supported usage.");
            }
        }
        return order(call, body, "v1beta", "models/" + call.path("model"));
    }

    private Answer onVertex(Call call, String parent) throws IOException, InterruptedException {
        return order(call, GeminiCalls.body(call), "v1beta1", parent);
    }

    private static String vertexName(Call call) {
        return "projects/" + call.path("project") + "/locations/" + call.path("location") + "/" + expressName(call);
    }

    private static String expressName(Call call) {
        return "publishers/google/models/" + call.path("model");
    }

    private Answer order(Call call, JsonNode body, String version, String parent) {
        VeoModel model = models.stream()
                .filter(one -> one.isCalled(call.path("model")))
                .findFirst()
                .orElseThrow(() -> GeminiErrors.noSuchModel(call.path("model"), version, "predictLongRunning"));
        VeoOrder order = VeoOrder.of(body, model);
        String id = workshop.ids().next("");
        String key = Objects.requireNonNullElse(call.clientRequestId(), id);
        @Nullable
        FaultMode fault =
                workshop.faults().strike(model.id(), key, FaultMode.OF_FILMS).orElse(null);
        Answer.@Nullable Whole error =
                fault == null || fault == FaultMode.SERVER_ERROR ? null : GeminiFaults.answer(fault, model.id());
        if (error != null) {
            return error;
        }
        VeoOperation operation = begin(order, parent + "/operations/" + id, call.clientRequestId(), fault, key);
        return SpoiltAnswer.of(fault, Answer.json(200, Json.object().put("name", operation.name())));
    }

    private VeoOperation begin(
            VeoOrder order, String name, @Nullable String clientRequestId, @Nullable FaultMode fault, String key) {
        Duration takes =
                workshop.pace().latency(Duration.ofSeconds(order.model().latencySeconds()), "veo", key);
        List<String> films = new ArrayList<>();
        for (int i = 0; i < order.samples(); i++) {
            int index = i;
            String id = workshop.ids().next("");
            files.offer(id, "video/mp4", out -> out.write(film.make(order, index, fault)));
            films.add(id);
        }
        Instant due = workshop.clock().instant().plus(takes);
        VeoOperation operation = new VeoOperation(name, order, clientRequestId, fault, due, films);
        operations.add(operation);
        return operation;
    }

    private Answer look(Call call) {
        GeminiCalls.checkKey(call);
        VeoOperation operation = operations.find("models/" + call.path("model") + "/operations/" + call.path("id"));
        return Answer.json(200, operation.onGemini(workshop.clock().instant()));
    }

    private Answer fetch(Call call) throws IOException, InterruptedException {
        String name = GeminiCalls.field(GeminiCalls.body(call), "operationName").asString("");
        VeoOperation operation = operations.find(name);
        Instant now = workshop.clock().instant();
        List<byte[]> made = new ArrayList<>();
        if (operation.isDone(now) && operation.succeeds()) {
            for (int i = 0; i < operation.films().size(); i++) {
                made.add(film.make(operation.order(), i, operation.fault()));
            }
        }
        return Answer.json(200, operation.onVertex(now, made));
    }
}
